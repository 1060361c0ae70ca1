/** What the client can do, read once at the start. */
import { type ClientCapabilities, DiagnosticTag, type InitializeParams } from 'vscode-languageserver';
import type { CompletionAbilities } from './convert.ts';

/** The client's abilities that change what the server sends. */
export interface Abilities {
  /** The client asks for diagnostics itself; otherwise they are pushed. */
  readonly pullsDiagnostics: boolean;
  /** The client can be told to ask for diagnostics again. */
  readonly refreshesDiagnostics: boolean;
  readonly showsAddresses: boolean;
  readonly showsRelated: boolean;
  /** The client shows what is not read in grey. */
  readonly fades: boolean;
  /** The commands of ours that the client brings, for quick fixes. */
  readonly commands: ReadonlySet<string>;
  /** Those of them that it lets explanations link to. */
  readonly linkedCommands: ReadonlySet<string>;
  readonly hasConfiguration: boolean;
  readonly hasDynamicConfiguration: boolean;
  readonly watchesFiles: boolean;
  /** Files can also be watched outside of the workspace. */
  readonly watchesAnywhere: boolean;
  readonly tellsFolders: boolean;
  readonly completion: CompletionAbilities;
}

/** Reads the abilities from the initialize request. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { textDocument, workspace } = capabilities;
  const options = (initializationOptions ?? {}) as { suggestCommand?: boolean; commands?: unknown; linkedCommands?: unknown };
  const commands = textsIn(options.commands);
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsAddresses: describesCodes(capabilities),
    showsRelated: textDocument?.diagnostic?.relatedInformation === true || textDocument?.publishDiagnostics?.relatedInformation === true,
    fades: fades(capabilities),
    commands,
    linkedCommands: new Set([...textsIn(options.linkedCommands)].filter((command) => commands.has(command))),
    hasConfiguration: workspace?.configuration === true,
    hasDynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesAnywhere: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    tellsFolders: workspace?.workspaceFolders === true,
    completion: {
      snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
      sharedRange: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') === true,
      suggestCommand: options.suggestCommand === true,
    },
  };
}

/** The texts of a list; none of what is no list. */
function textsIn(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
}

function fades({ textDocument }: ClientCapabilities): boolean {
  return [textDocument?.diagnostic, textDocument?.publishDiagnostics].some((shown) => shown?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary));
}

function describesCodes({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.diagnostic?.codeDescriptionSupport === true || textDocument?.publishDiagnostics?.codeDescriptionSupport === true;
}
