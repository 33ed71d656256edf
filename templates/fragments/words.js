/* What scripts say. The build writes the messages in front of this, as `hedgesite.said`. */
(() => {
  "use strict";

  const { language, rules, direction, messages, english } = hedgesite.said;
  const inEnglish = new Set(english);
  const numbers = new Intl.NumberFormat(rules, { numberingSystem: "latn" });

  /** A message with its fields. One that says a number, `num`, has a form for each plural category. */
  const say = (name, fields = {}) => {
    const message = messages[name];
    const category = () => new Intl.PluralRules(inEnglish.has(name) ? "en" : rules).select(fields.num);
    const text = typeof message === "string" ? message : (message[category()] ?? message.other);
    return text.replace(/%\((\w+)\)s|%%/g, (_, field) => {
      if (field === undefined) return "%";
      return typeof fields[field] === "number" ? numbers.format(fields[field]) : fields[field];
    });
  };

  /** The same as the text of an element, which has the language of the message. */
  const write = (element, name, fields) => {
    element.textContent = say(name, fields);
    for (const [attribute, value] of [["lang", "en"], ["dir", "ltr"]])
      if (inEnglish.has(name)) element.setAttribute(attribute, value);
      else element.removeAttribute(attribute);
    return element;
  };

  const listed = (items) => new Intl.ListFormat(rules).format(items);

  /** Gives an element the language and direction of the site, whatever stands around it. */
  const speak = (element) => Object.assign(element, { lang: language, dir: direction });

  hedgesite.words = { say, write, listed, speak };
})();
