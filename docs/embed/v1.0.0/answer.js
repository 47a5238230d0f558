var d="order-closed-answer",b=/^[a-z0-9-]{1,80}$/,x=`
:host { display: block; margin: 1em 0 }
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
th, td { padding: .35em 1em .35em 0; text-align: start; vertical-align: top }
td { border-width: 1px 0 0 }
sup { font-size: .75em; line-height: 0 }
a { color: inherit; text-decoration: underline }
:focus-visible { outline: 2px solid; outline-offset: 2px }
footer { padding: .75em 0 0; border-width: 1px 0 0; font-size: .85em }
`,s=new Map,m=new CSSStyleSheet;m.replaceSync(x);var h=class extends HTMLElement{static observedAttributes=["faq","cause","lang"];#t;connectedCallback(){this.#e()}attributeChangedCallback(){this.#e()}async#e(){let t=this.#t={};await t;let e=()=>t!==this.#t||!this.isConnected;if(e())return;let r=v(this);try{let o=E(await k(r));e()||this.#n(o)}catch(o){if(e())return;console.warn(`${d}: ${r.join("/")}: ${o.message}`),this.shadowRoot&&this.#n(i("slot",[]))}}#n(t){let e=this.shadowRoot??this.attachShadow({mode:"open"});e.adoptedStyleSheets=[m],e.replaceChildren(t)}};function v(n){let e=((n.closest("[lang]")??document.documentElement).getAttribute("lang")??"").slice(0,2).toLowerCase(),r=n.getAttribute("faq");return r===null?[e,"causes",n.getAttribute("cause")??""]:[e,r]}async function k(n){if(!n.every(e=>b.test(e)))throw new Error("no language and id of an answer");let t=n.join("/");s.has(t)||s.set(t,y(t));try{return await s.get(t)}catch(e){throw s.delete(t),e}}async function y(n){let t=new URL(`../../api/v1/${n}.json`,import.meta.url),r=await fetch(t,{credentials:"omit",referrerPolicy:"no-referrer"});if(!r.ok)throw new Error(`status ${r.status}`);let o=await r.json();if(o.version!==1)throw new Error(`version ${o.version}`);if(o.withdrawn)throw new Error(`withdrawn ${o.withdrawn}`);return o}function E({lang:n,question:t,blocks:e,labels:r,url:o,license_url:a,check:u}){let p=[r.checked,l(r.source,o),l(r.license,a," license"),...u?[l(r.check,u)]:[]],w=[i("b",[t]),...e.map(S),i("footer",p.flatMap((f,g)=>g?[" \xB7 ",f]:[f]))];return i("article",w,{lang:n,dir:"auto"})}function S({type:n,spans:t,items:e,rows:r}){return e?i(n==="ol"?n:"ul",e.map(o=>c("li",o))):r?i("div",[i("table",r.map($))],{tabIndex:0}):n==="h"?i("p",[c("b",t)]):c("p",t)}function $(n,t){return i("tr",n.map(e=>c(t?"td":"th",e)))}function c(n,t){return i(n,t.map(C))}function C({text:n,url:t,strong:e,em:r,source:o}){let a=n;return e&&(a=i("strong",[a])),r&&(a=i("em",[a])),a=l(a,t),o?i("sup",[a]):a}function l(n,t,e=""){if(!/^https?:\/\//.test(t))return n;let r=`noopener noreferrer${e}`;return i("a",[n],{href:t,target:"_blank",rel:r})}function i(n,t,e){let r=Object.assign(document.createElement(n),e);return r.append(...t),r}customElements.get(d)??customElements.define(d,h);
