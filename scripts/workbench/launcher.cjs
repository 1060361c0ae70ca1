#!/usr/bin/env node
'use strict';
// Stand-in for the desktop `code` executable: takes the command line that @vscode/test-electron's runTests() writes and
// carries it out with the embedded workbench and headless Chromium. The work is done in window.mjs.
import('./window.mjs')
  .then(({ main }) => main(process.argv.slice(2)))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
