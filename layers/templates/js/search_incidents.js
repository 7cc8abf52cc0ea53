// Incidents found by title, place or id: what repeats is folded once, and of very many a part at a time.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const FEW = 2048; // incidents whose names are folded at once
  const SLICE_MS = 12; // of folding, before the page may draw again
  const NONE = 9; // the rank of what does not fit

  const rest = () => new Promise((done) => { setTimeout(done, 0); });

  /** The names that one column gives: a text per value where values repeat, else per row. */
  class Names {
    constructor(column) {
      const { kind, letters } = column.spec;
      const repeats = !letters && (kind === "codes" || kind === "one");
      const { codes, values } = repeats ? column.coded() : { codes: null, values: null };
      Object.assign(this, { codes, textAt: values ? (at) => values[at] : (at) => column.at(at),
        count: values ? values.length : column.table.n, keys: [], rough: [] });
    }

    /** Fold some more; false when all are folded. */
    fold(until) {
      for (let at = this.keys.length; at < this.count; at += 1) {
        const text = this.textAt(at);
        const key = typeof text === "string" ? M.filters.fold(text) : "";
        this.keys.push(key);
        this.rough.push(M.searchFold.write(key));
        if (at % 256 === 0 && performance.now() > until) return true;
      }
      return false;
    }

    ranks(needle, rough) {
      return Uint8Array.from(this.keys, (key, at) => {
        const plain = rankOf(key, needle);
        return plain < NONE || rough === "" ? plain : Math.min(NONE, 3 + rankOf(this.rough[at], rough));
      });
    }
  }

  const LAST_DIGITS = /[0-9]+$/;

  /** Names of one beginning and a number, which are written only where the words can be a part of one. */
  class Numbered {
    constructor(column) {
      const prefix = M.filters.fold(column.spec.prefix);
      Object.assign(this, { codes: null, column, prefix, roughly: M.searchFold.write(prefix) });
    }

    fold() {
      return false;
    }

    #ranks(prefix, needle, write) {
      if (!prefix.includes(needle) && !prefix.endsWith(needle.replace(LAST_DIGITS, ""))) return null;
      const { whole, missing } = this.column;
      return Uint8Array.from(whole, (number, at) => (missing?.[at] ? NONE : rankOf(write(this.prefix + number), needle)));
    }

    ranks(needle, rough) {
      const plain = this.#ranks(this.prefix, needle, (name) => name);
      if (rough === "" || plain?.some((rank) => rank < NONE)) return plain;
      return this.#ranks(this.roughly, rough, M.searchFold.write)?.map((rank) => Math.min(NONE, 3 + rank)) ?? null;
    }
  }

  /** How well a name fits: the whole 0, its beginning 1, a part 2, not 9. */
  function rankOf(key, needle) {
    const at = key.indexOf(needle);
    if (at < 0) return NONE;
    if (at > 0) return 2;
    return key.length === needle.length ? 0 : 1;
  }

  function namesOf(column) {
    return column.spec.prefix === undefined ? new Names(column) : new Numbered(column);
  }

  class IncidentNames {
    #columns;
    #names;
    #preparing = null;

    constructor({ incidents }) {
      const { columns, texts } = incidents;
      const titles = [...columns].filter(([name]) => M.textSearch.isTitle(name)).flatMap(([, column]) => [column, column.came]);
      this.n = incidents.n;
      this.#columns = [...titles, columns.get("place"), columns.get("incident_id")].filter(Boolean);
      // as they came; a long text that has not been read cannot be found yet
      const read = new Set(this.#columns.map((column) => column.came ?? column));
      this.#names = [...read].filter(({ spec }) => spec.kind !== "long" || texts.complete).map(namesOf);
      this.ready = this.n <= FEW && !this.#names.some((names) => names.fold(Infinity));
    }

    /** Fold all names, a little at a time so that the page stays quick. */
    prepare() {
      this.#preparing ??= this.#foldAll();
      return this.#preparing;
    }

    async #foldAll() {
      for (const names of this.#names) while (names.fold(performance.now() + SLICE_MS)) await rest();
      this.ready = true;
    }

    /** The names of an incident, as they are said now. */
    namesAt(index) {
      return this.#columns.map((column) => column.at(index));
    }

    #best(needle, rough) {
      const best = new Uint8Array(this.n).fill(NONE);
      for (const names of this.#names) {
        const ranks = names.ranks(needle, rough);
        if (!ranks?.some((rank) => rank < NONE)) continue;
        const { codes } = names;
        for (let i = 0; i < best.length; i += 1) {
          const rank = ranks[codes ? codes[i] : i];
          if (rank < best[i]) best[i] = rank;
        }
      }
      return best;
    }

    /** How many fit, the rank of the best, and the rows of as many as are wanted: {total, best, rows}. */
    find(needle, rough, most) {
      const best = this.#best(needle, rough);
      const first = Array.from({ length: NONE }, () => []);
      let total = 0;
      for (let i = 0; i < best.length; i += 1) {
        if (best[i] === NONE) continue;
        total += 1;
        if (first[best[i]].length < most) first[best[i]].push(i);
      }
      return { total, best: first.findIndex((rows) => rows.length), rows: first.flat().slice(0, most) };
    }
  }

  M.IncidentNames = IncidentNames;
})();
