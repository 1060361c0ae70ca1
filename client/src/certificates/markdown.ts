/** Texts from outside in Markdown: they show as they are, and are no markup, links or images. */

/** The text with every sign escaped that Markdown could take for its own, in one line. */
export function plainMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}
