/** The examples of the rules about certificates, with real files: what we say of them, and whether the real httpd starts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { changeDocument, textOf } from '../../server/src/ide.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { certificateRules } from '../../server/src/rules/certificates/index.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { type Found, Site } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';

const pki = new Pki();
afterAll(() => pki.remove());
