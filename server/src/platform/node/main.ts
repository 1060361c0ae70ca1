/** The server's entry on Node: over stdio with `--stdio`, else over the channel that the editor opened. */
import './heap.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../../lsp/server.ts';
import { NodeCertificates } from './certificates.ts';
import { nodeDisk } from './disk.ts';
import { nodeFiles } from './files.ts';
import { rulePages } from './pages.ts';

startServer(createConnection(ProposedFeatures.all), { files: nodeFiles, disk: nodeDisk, certificates: new NodeCertificates(), rulePages });
