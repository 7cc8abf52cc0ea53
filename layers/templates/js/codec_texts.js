// Long texts lie in blocks of some hundred rows, which are inflated when a card or a search asks for them.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  /** The end of the document, where the last texts stand. */
  const whole = () => (document.readyState === "loading"
    ? new Promise((done) => { document.addEventListener("DOMContentLoaded", done, { once: true }); }) : Promise.resolve());

  class Texts {
    #blocks = []; // lists of texts by column
    #reading = new Map();
    #parts = [];

    constructor({ names, rows, blocks, part }) {
      Object.assign(this, { names, rows, blocks, part });
    }

    get complete() {
      for (let block = 0; block < this.blocks; block += 1) if (!this.#blocks[block]) return false;
      return true;
    }

    has(index) {
      return !this.names.length || Boolean(this.#blocks[Math.floor(index / this.rows)]);
    }

    /** The text of a row; null where it is missing or has not been read. */
    peek(name, index) {
      const block = this.#blocks[Math.floor(index / this.rows)];
      return block?.[this.names.indexOf(name)][index % this.rows] ?? null;
    }

    async #line(block) {
      const at = Math.floor(block / this.part);
      if (!this.#parts[at]) {
        if (!document.getElementsByClassName("marchland-texts")[at + 1]) await whole(); // the part may not be all here
        this.#parts[at] ??= document.getElementsByClassName("marchland-texts")[at].textContent.split("\n");
      }
      return this.#parts[at][block % this.part];
    }

    async #read(block) {
      this.#blocks[block] = await M.codec.inflateJSON(await this.#line(block));
      this.#reading.delete(block);
    }

    #readBlock(block) {
      if (block >= this.blocks || this.#blocks[block]) return Promise.resolve();
      if (!this.#reading.has(block)) this.#reading.set(block, this.#read(block));
      return this.#reading.get(block);
    }

    /** Read the texts of a row and of its neighbours. */
    load(index) {
      return this.#readBlock(Math.floor(index / this.rows));
    }

    /** Read all texts, a few blocks at a time so that the page stays quick. */
    async loadAll() {
      for (let block = 0; block < this.blocks; block += 16) {
        await Promise.all(Array.from({ length: 16 }, (_, more) => this.#readBlock(block + more)));
      }
    }
  }

  M.Texts = Texts;
})();
