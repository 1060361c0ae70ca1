/** Texts and names as Python's source has them. */

/** Words that are no names in Python 3. */
const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** What no line of a source may hold as it is: control characters, line breaks of Unicode, halves of letters. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cf}]/gu;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as a string literal, whatever is in it: quotes, backslashes, line breaks. */
export function pythonString(text: string): string {
  const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${quoted.replaceAll(UNPRINTABLE, (sign) => ESCAPES[sign] ?? escaped(sign))}"`;
}

/** A text as it may stand in a comment: in one line. */
export function inComment(text: string): string {
  return text.replaceAll(UNPRINTABLE, (sign) => ESCAPES[sign] ?? escaped(sign));
}

function escaped(sign: string): string {
  const code = sign.codePointAt(0)!;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Whether a text is a name that an import statement can take. */
export function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !KEYWORDS.has(text);
}

/** Whether a module's full name can stand in an import statement. */
export function isModuleName(module: string): boolean {
  return module.split('.').every(isName);
}

const LITERAL = String.raw`(?:[rRuU]?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|[-+]?\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|True|False|None)`;
const ARGUMENT = String.raw`(?:[A-Za-z_]\w*\s*=\s*)?${LITERAL}`;
const ARGUMENTS = new RegExp(String.raw`^\s*(?:${ARGUMENT}(?:\s*,\s*${ARGUMENT})*\s*,?\s*)?$`);

/** Whether a text is a list of arguments that are literals, such as `"production", debug=False`. */
export function areLiterals(text: string): boolean {
  return ARGUMENTS.test(text);
}
