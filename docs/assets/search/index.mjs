/**
 * Finds pages in the index that the build made with Pagefind; it does not know how they are shown.
 *
 * Pagefind drops a page that lacks one of the words. Here each word is looked up by itself, and a
 * page with more of them, and with the rarer ones, comes first.
 *
 * @typedef {{address: string, title: string, summary: string,
 *   section: {address: string, title: string} | undefined}} Found
 */

const WORDS = /[\p{L}\p{N}]+/gu;
const MOST = 8;

/** A page further from the best one than this is no answer. */
const LEAST_SHARE = 0.35;

/** Titles count through their words, which stand in a field of their own with all helpers. */
const RANKING = { pageLength: 0.1, metaWeights: { title: 0, summary: 0, "title-words": 8 } };

/**
 * Loads the engine; what it needs comes from the folder of the index alone.
 *
 * @param {URL} folder - Where the index stands
 * @param {URL} site - The address that all pages begin with
 */
export async function openIndex(folder, site) {
  const pagefind = await import(new URL("pagefind.js", folder));
  const paths = { basePath: folder.pathname, baseUrl: site.pathname };
  await pagefind.options({ ...paths, ranking: RANKING });
  return new Index(pagefind, await countPages(folder));
}

/** Counts the pages in the language of the document. @param {URL} folder */
async function countPages(folder) {
  const answer = await fetch(new URL("pagefind-entry.json", folder));
  const { languages } = await answer.json();
  return languages[document.querySelector("html").getAttribute("lang")].page_count;
}

class Index {
  #pagefind;
  #pages;

  /**
   * @param {object} pagefind
   * @param {number} pages - How many there are in the language of the document
   */
  constructor(pagefind, pages) {
    this.#pagefind = pagefind;
    this.#pages = pages;
  }

  /**
   * @param {string} query
   * @returns {Promise<Found[]>} The best pages first
   */
  async find(query) {
    const words = new Set(query.toLowerCase().match(WORDS));
    const matches = await Promise.all([...words].map((word) => this.#matches(word)));
    const ranked = byPage(matches.flat()).sort((one, other) => other.score - one.score);
    const good = ranked.filter(({ score }) => score >= LEAST_SHARE * ranked[0].score);
    return Promise.all(good.slice(0, MOST).map(({ best }) => describe(best.result)));
  }

  /** @param {string} word */
  async #matches(word) {
    const { results } = await this.#pagefind.search(word);
    const best = Math.max(...results.map(({ score }) => score));
    const rarity = Math.log(1 + this.#pages / results.length);
    return results.map((result) => ({ result, score: (rarity * result.score) / best }));
  }
}

/** Sums up what all words say for each page; `best` is the match that says most. */
function byPage(matches) {
  const pages = new Map();
  for (const match of matches) {
    const { score, best } = pages.get(match.result.id) ?? { score: 0, best: match };
    const weightier = match.score > best.score ? match : best;
    pages.set(match.result.id, { score: score + match.score, best: weightier });
  }
  return [...pages.values()];
}

/** @returns {Promise<Found>} */
async function describe(result) {
  const { url, meta, sub_results: sections } = await result.data();
  const [section] = sections
    .filter(({ anchor }) => anchor)
    .sort((one, other) => weight(other) - weight(one));
  return {
    address: url,
    title: meta.title,
    summary: meta.summary,
    section: section && { address: section.url, title: section.title },
  };
}

function weight(section) {
  return section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
}
