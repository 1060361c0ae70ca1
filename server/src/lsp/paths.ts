/** Paths of files, absolute and with `/` between their parts, and their addresses. */
import { URI, Utils } from 'vscode-uri';

/** The path of a file's address; null for what is no file. */
export function pathOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : null;
}

/** The address of a path. */
export function addressOf(path: string): string {
  return URI.file(path).toString();
}

/** The folder that a path lies in; of the topmost one itself. */
export function folderOf(path: string): string {
  const folder = path.replace(/\/[^/]*$/, '');
  return folder === '' || /^[A-Za-z]:$/.test(folder) ? `${folder}/` : folder;
}

/** Whether a folder has none above it. */
export function isTopFolder(folder: string): boolean {
  return folderOf(folder) === folder;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.replace(/^.*\//, '');
}

/** Whether a path as people write it says by itself where it leads. */
export function isAbsolute(written: string): boolean {
  return written.startsWith('/') || /^[A-Za-z]:[\\/]/.test(written);
}

/** A path as people write it, from a folder on. */
export function resolved(written: string, folder: string): string {
  if (isAbsolute(written)) return written.replaceAll('\\', '/');
  return Utils.resolvePath(URI.file(folder), written.replaceAll('\\', '/')).fsPath.replaceAll('\\', '/');
}

/** The name of the file that an address leads to. */
export function fileNameOf(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** The address of a folder as a document names it. */
export function folderAddress(documentUri: string, folder: string): string {
  const document = URI.parse(documentUri);
  const place = isAbsolute(folder) ? document.with({ path: URI.file(folder).path }) : Utils.resolvePath(Utils.dirname(document), folder);
  return place.toString();
}

/** Whether a path lies in a folder or deeper. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
