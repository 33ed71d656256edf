/* Folding: what a reader types finds what is written, whatever its case, diacritics or script. Cyrillic becomes the Latin
   of Serbian, and dj is đ. Used by the search and by filters; knows nothing of either. */
(() => {
  "use strict";

  /* Letters that Unicode does not take apart, each behind what it becomes. Right to left: final letters, and forms that
     stand for each other. */
  const LETTERS = new Map();
  for (const group of (
    ":ʔʻʼʽʾʿъьـ a:аᶏⱥ aa:ꜳ ae:æ b:ƀƃɓбᵬᶀꞗ c:ƈȼɕцчћҷҹꞓꞔ d:đƌȡɖɗдђᵭᶁᶑꟈ dz:џѕ e:ǝɇəɛеэєѣәᶒⱸꬴ f:ƒфѳᵮᶂꞙ "
    + "g:ǥȝɠʛгґғҕӷӻᶃꞡ gh:ƣ h:ħɦхҳһӽӿԧⱨꞕ i:ıɨиіѵᶖ j:ȷɉʝј ja:я ju:ю k:ĸƙкқҝҟӄᶄⱪꝁꝃꝅꞣ l:łƚƛȴɫɬɭлӆԓԡԯᴌᶅⱡꝉꞎꬷꬸꬹ lj:љ "
    + "m:ɱмӎᵯᶆꬺ n:ŋƞȵɲɳнңӈӊԣԩᵰᶇꞑꞥꬻ nj:њ o:øɔоөⱺꝋꝍ oe:œ p:ƥпҧԥᵱᵽᶈꝑꝓꝕ q:ɋʠꝗꝙ r:ɍɼɽɾрҏᵲᵳᶉꞧꭆꭉ s:ȿʂсшҫᵴᶊꞩꟊ sc:щ ss:ß "
    + "t:ŧƫƭȶʈтҭᵵⱦꚋ th:þ u:уүұᶙꞹꭎꭒ v:ʋвᶌⱱⱴꝟ w:ƿⱳ x:ᶍꭖꭗꭘꭙ y:ƴɏыỿꙑꭚ z:ƶȥɀʐʑʒжзҗҙᵶᶎⱬ d:ð σ:ς "
    + "\u05db:\u05da \u05de:\u05dd \u05e0:\u05df \u05e4:\u05e3 \u05e6:\u05e5 "
    + "\u05d5\u05d5:\u05f0 \u05d5\u05d9:\u05f1 \u05d9\u05d9:\u05f2 :\u0621 "
    + "\u0627:\u0671\u0672\u0673 \u0643:\u06a9 \u0647:\u0629\u06be\u06c1\u06c3\u06d5 \u0648:\u06c4\u06c5\u06c6\u06c7\u06c8\u06cb \u064a:\u0649\u06cc\u06d0\u06d2"
  ).split(" ")) {
    const [becomes, letters] = group.split(":");
    for (const letter of letters) LETTERS.set(letter, becomes);
  }

  // Marks above and below letters of alphabets. Those of Indian scripts and of kana are letters, and stay.
  const MARKS = /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;
  const WORD = /[\p{L}\p{N}\p{M}]/u;
  const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
  const DIGIT = /\p{Nd}/u;
  const UNSEEN = /\p{Cf}/u;

  const asDigit = (digit) => {
    // Digits of a script stand in their order, from its zero.
    const code = digit.codePointAt(0);
    let zero = code;
    while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  };

  const folded = (character) => {
    if (character === "\n") return "\n";
    if (UNSEEN.test(character)) return "";
    let result = "";
    for (const part of character.normalize("NFKD").toLowerCase().replace(MARKS, "")) {
      if (LETTERS.has(part)) result += LETTERS.get(part);
      else if (DIGIT.test(part)) result += asDigit(part);
      else if (!WORD.test(part)) result += " ";
      // Where words are not parted, each character is one.
      else result += UNSPACED.test(part) ? ` ${part} ` : part;
    }
    return result;
  };

  const pieces = new Map();
  const pieceOf = (character) => {
    let piece = pieces.get(character);
    if (piece === undefined) pieces.set(character, piece = folded(character));
    return piece;
  };

  /* All of a text at once. Most of most texts is ASCII, which regular expressions pass over quickly. */
  const foldWhole = (text) => ` ${text} `
    .replace(/[^\x00-\x7f]/gu, pieceOf)
    .toLowerCase()
    .replace(/dj+/g, "d")
    .replace(/[\x00-\x09\x0b-\x2f\x3a-\x60\x7b-\x7f]+/g, " ")
    .replace(/ *\n/g, " \n ")
    .replace(/ {2,}/g, " ");

  /* The same character by character, with where each begins and ends in the text. */
  const foldPlaced = (text, places) => {
    let result = " ", last = " ", at = 0;
    places.push([0, 0]);
    const add = (character, end) => {
      if (character === " " && last === " ") return;
      // The same letter to a Serbian ear and on an English keyboard.
      if (character === "j" && last === "d") { places.at(-1)[1] = end; return; }
      result += last = character;
      places.push([at, end]);
    };
    for (const character of text) {
      const end = at + character.length, piece = pieceOf(character);
      if (piece === "\n") for (const part of " \n ") add(part, end);
      // A mark of its own belongs to the letter before it.
      else if (!piece && last !== " ") places.at(-1)[1] = end;
      else for (let index = 0; index < piece.length; index += 1) add(piece[index], end);
      at = end;
    }
    add(" ", at);
    return result;
  };

  /** Words between single spaces, one before the first and one after the last; a line's end stands between two spaces.
      `places`, if given, gets for each UTF-16 unit of the result where it begins and ends in the text. */
  const fold = (text, places) => (places ? foldPlaced(text, places) : foldWhole(text));

  (globalThis.hedgesite ??= {}).fold = fold;
})();
