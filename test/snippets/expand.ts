/** A small expander of editor snippets: what stands in the file when a person accepts every default. */

/** Replaces tab stops, defaults and choices; an escaped character stands for itself. */
export function expand(body: string): string {
  const defaults = new Map<string, string>();
  const pattern = /\\([$}\\])|\$(\d+)|\$\{(\d+)\}|\$\{(\d+):((?:\\.|[^}\\])*)\}|\$\{(\d+)\|([^|]*)\|\}/g;
  return body.replace(pattern, (_, escaped, bare, braced, named, text, chosen, choices) => {
    if (escaped !== undefined) return escaped;
    if (named !== undefined) return remember(defaults, named, text.replace(/\\([$}\\])/g, '$1'));
    if (chosen !== undefined) return remember(defaults, chosen, choices.split(',')[0]);
    return defaults.get(bare ?? braced) ?? '';
  });
}

function remember(defaults: Map<string, string>, stop: string, text: string): string {
  defaults.set(stop, text);
  return text;
}

/** Every literal that a choice offers, so that each can be tried: the body once per choice. */
export function variants(body: string): string[] {
  const choices = [...body.matchAll(/\$\{\d+\|([^|]*)\|\}/g)];
  const others = choices.flatMap((match) => (match[1] ?? '').split(',').map((choice) => expand(body.replace(match[0], choice))));
  return [...new Set([expand(body), ...others])];
}
