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
  /** The client has our command that turns a code off in the settings. */
  readonly turnsOff: boolean;
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
  const options = (initializationOptions ?? {}) as { suggestCommand?: boolean; turnOffCommand?: boolean };
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsAddresses: describesCodes(capabilities),
    showsRelated: textDocument?.diagnostic?.relatedInformation === true || textDocument?.publishDiagnostics?.relatedInformation === true,
    fades: fades(capabilities),
    turnsOff: options.turnOffCommand === true,
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

function fades({ textDocument }: ClientCapabilities): boolean {
  return [textDocument?.diagnostic, textDocument?.publishDiagnostics].some((shown) => shown?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary));
}

function describesCodes({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.diagnostic?.codeDescriptionSupport === true || textDocument?.publishDiagnostics?.codeDescriptionSupport === true;
}
