var d="order-closed-answer",b=new URL("../../api/v1/",import.meta.url),x=/^[a-z0-9-]{1,80}$/,v=`
:host { display: block }
:host([hidden]) { display: none }
* { border: 0 solid; border-color: color-mix(in srgb, currentColor 30%, transparent) }
article {
  max-width: 42em; padding: 1em 1.25em; border-width: 1px; border-radius: 8px;
  line-height: 1.55; overflow-wrap: break-word;
  text-align: start; text-indent: 0; text-transform: none; white-space: normal;
}
p, ul, ol, div { margin: 0 0 .75em }
ul, ol { padding-inline-start: 1.5em }
li { margin: 0 0 .3em }
b { display: block; line-height: 1.35 }
article > b { margin: 0 0 .5em; font-size: 1.15em }
div { overflow-x: auto }
table { border-collapse: collapse; font: inherit }
th, td { padding: .35em 1em .35em 0; border-width: 0 0 1px; text-align: start; vertical-align: top }
sup { font-size: .75em; line-height: 0 }
a { color: inherit; text-decoration: underline; text-underline-offset: .15em }
:focus-visible { outline: 2px solid; outline-offset: 2px }
footer { padding: .75em 0 0; border-width: 1px 0 0; font-size: .85em }
`,s=new Map,m=new CSSStyleSheet;m.replaceSync(v);var u=class extends HTMLElement{static observedAttributes=["faq","cause","lang"];#t;connectedCallback(){this.#e()}attributeChangedCallback(){this.#e()}async#e(){let e=this.#t={};await e;let t=()=>e!==this.#t||!this.isConnected;if(t())return;let r=E(this);try{let a=y(await S(r));t()||this.#n(a)}catch(a){if(t())return;console.warn(`${d}: ${r.join("/")}: ${a.message}`),this.shadowRoot&&this.#n(o("slot"))}}#n(e){let t=this.shadowRoot??this.attachShadow({mode:"open"});t.adoptedStyleSheets=[m],t.replaceChildren(e)}};function E(n){let t=((n.closest("[lang]")??document.documentElement).getAttribute("lang")??"").slice(0,2).toLowerCase(),r=n.getAttribute("faq");return r===null?[t,"causes",n.getAttribute("cause")??""]:[t,r]}async function S(n){if(!n.every(t=>x.test(t)))throw new Error("no language and id of an answer");let e=n.join("/");s.has(e)||s.set(e,k(e));try{return await s.get(e)}catch(t){throw s.delete(e),t}}async function k(n){let e={credentials:"omit",referrerPolicy:"no-referrer"},t=await fetch(new URL(`${n}.json`,b),e);if(!t.ok)throw new Error(`status ${t.status}`);let r=await t.json();if(r.version!==1)throw new Error(`version ${r.version}`);if(r.withdrawn)throw new Error(`withdrawn ${r.withdrawn}`);return r}function y({lang:n,question:e,blocks:t,labels:r,url:a,license_url:i,check:h}){let p=[r.checked,l(r.source,a),l(r.license,i," license"),...h?[l(r.check,h)]:[]],w=[o("b",[e]),...t.map($),o("footer",p.flatMap((f,g)=>g?[" \xB7 ",f]:[f]))];return o("article",w,{lang:n,dir:"auto"})}function $({type:n,spans:e,items:t,rows:r}){return t?o(n==="ol"?n:"ul",t.map(a=>c("li",a))):r?o("div",[o("table",r.map(A))],{tabIndex:0}):n==="h"?o("p",[c("b",e)]):c("p",e)}function A(n,e){return o("tr",n.map(t=>c(e?"td":"th",t)))}function c(n,e){return o(n,e.map(C))}function C({text:n,url:e,strong:t,em:r,source:a}){let i=n;return t&&(i=o("strong",[i])),r&&(i=o("em",[i])),i=l(i,e),a?o("sup",[i]):i}function l(n,e,t=""){if(!/^https?:\/\//.test(e))return n;let r=`noopener noreferrer${t}`;return o("a",[n],{href:e,target:"_blank",rel:r})}function o(n,e=[],t={}){let r=Object.assign(document.createElement(n),t);return r.append(...e),r}customElements.get(d)??customElements.define(d,u);
