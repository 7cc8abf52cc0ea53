// Names compared across alphabets: Cyrillic is written in Latin, then spellings of one sound become one letter.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const LATIN = { а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l", м: "m",
    н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch",
    ъ: "", ы: "i", ь: "", э: "e", ю: "yu", я: "ya", ө: "o", ү: "u", ң: "n", ғ: "g", қ: "k", ҳ: "h", ҷ: "j", і: "i",
    ї: "yi", є: "ye", ґ: "g", ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss" };
  const ONE_SOUND = [[/dzh|zh|dj/g, "j"], [/kh|x/g, "h"], [/gh/g, "g"], [/q/g, "k"], [/w/g, "v"], [/ph/g, "f"],
    [/ia|iya|ya/g, "a"], [/iu|iyu|yu|ou/g, "u"], [/ye/g, "e"], [/[yj]/g, "i"], [/(.)\1+/g, "$1"]];

  /** A folded text in rough Latin; two spellings of a name give the same, and sometimes two names do. */
  function write(folded) {
    const latin = folded.replace(/[^a-z0-9]/g, (char) => LATIN[char] ?? char);
    return ONE_SOUND.reduce((text, [pattern, letter]) => text.replace(pattern, letter), latin);
  }

  const known = new Map(); // names repeat from incident to incident

  function rough(folded) {
    if (!known.has(folded)) known.set(folded, write(folded));
    return known.get(folded);
  }

  M.searchFold = Object.freeze({ rough, write });
})();
