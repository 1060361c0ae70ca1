'use strict';
// What the in-host tests share: opening files, finding places in them, and waiting for an answer without fixed pauses.
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const manifest = require('../../../package.json');

exports.extensionId = `${manifest.publisher}.${manifest.name}`;

/** Asks `probe` again and again until it gives something true, and returns that. */
exports.waitFor = async function waitFor(what, probe, limit = 15_000) {
  const deadline = Date.now() + limit;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const folder = () => vscode.workspace.workspaceFolders[0].uri;

exports.workspaceFile = (name) => vscode.Uri.joinPath(folder(), name);

/** Shows a file of the workspace in the editor. */
exports.open = async function open(name) {
  const document = await vscode.workspace.openTextDocument(exports.workspaceFile(name));
  await vscode.window.showTextDocument(document);
  return document;
};

/** Writes a new file into the workspace and shows it. */
exports.create = async function create(name, text) {
  const file = exports.workspaceFile(name).fsPath;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return exports.open(name);
};

/** The place of `text` in the document: at its first character, or after its last with `after`. */
exports.place = function place(document, text, { after = false } = {}) {
  const index = document.getText().indexOf(text);
  if (index < 0) throw new Error(`"${text}" is not in ${document.uri.path}`);
  return document.positionAt(after ? index + text.length : index);
};

/** All the text of some hovers, documentation fields and the like. */
exports.plainText = function plainText(content) {
  if (Array.isArray(content)) return content.map(plainText).join('\n');
  if (content?.contents) return plainText(content.contents);
  return typeof content === 'string' ? content : (content?.value ?? '');
};

/** Our own diagnostics of a document. */
exports.diagnostics = function diagnostics(document) {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'apacheconf');
};

/** A diagnostic's code, which may be wrapped together with a link. */
exports.codeOf = ({ code }) => String(code?.value ?? code);

/** The label of a completion item, which may be wrapped together with details. */
exports.labelOf = ({ label }) => (typeof label === 'string' ? label : label.label);
