'use strict';
// The sites that are made: which application, and the commands that lead from it to a site, by their options alone.

/** A certificate for the site's name. */
const certificate = ({ run, folder, name }) => run('createCertificate', { names: [name], folder: `${folder}/tls`, maker: 'builtin', keyType: 'ecdsa-p256' });

/** The script of the application. */
async function script({ run, folder }) {
  const { files } = await run('createWsgiScript', { project: folder });
  return files[0];
}

/** A virtual host for Debian; its file lies beside the application. With the commands that bring it live. */
async function virtualHost({ run, folder, name }, options) {
  const { files } = await run('createVirtualHost', { serverName: name, platform: 'debian', target: `${folder}/site.conf`, ...options });
  const { steps } = await run('bringLive', { file: files[0], platform: 'debian' });
  return { configuration: files[0], bringLive: steps.map(({ command }) => command) };
}

/** A site of Apache whose virtual host has TLS of its own. */
const withTls = (pattern) => async (site) => {
  const { chain, privateKey, authority } = await certificate(site);
  return { authority, ...(await virtualHost(site, { pattern, script: await script(site), certificate: chain, privateKey })) };
};

/** A site behind a proxy, and the certificate of the proxy. */
async function behindProxy(site) {
  const { chain, privateKey, authority } = await certificate(site);
  return { chain, privateKey, authority, ...(await virtualHost(site, { pattern: 'behind-proxy', script: await script(site) })) };
}

/** A site whose certificate is still to be fetched. */
async function letsEncrypt(site) {
  const live = `${site.folder}/letsencrypt/live/${site.name}`;
  const files = { certificate: `${live}/fullchain.pem`, privateKey: `${live}/privkey.pem` };
  return { live, ...(await virtualHost(site, { pattern: 'lets-encrypt', script: await script(site), ...files })) };
}

/** A site for those with a client certificate, and one such. */
async function mutualTls(site) {
  const { chain, privateKey, authority } = await certificate(site);
  const client = { commonName: 'ann', folder: `${site.folder}/clients`, authority: 'clients', keyType: 'ecdsa-p256', passwordTo: 'result' };
  const { store, password, authority: clientAuthority } = await site.run('createClientCertificate', client);
  const host = await virtualHost(site, { pattern: 'mutual-tls', script: await script(site), certificate: chain, privateKey, clientAuthority });
  return { authority, store, password, ...host };
}

/** The command of mod_wsgi-express for a virtual host. */
async function express(site) {
  const made = await withTls('https-redirect')(site);
  const { command, task } = await site.run('createExpressCommand', { source: made.configuration });
  return { ...made, command, task };
}

/** nginx in front of gunicorn, which supervisor runs as another account where it may. */
async function deployment(site) {
  const { chain, privateKey, authority } = await certificate(site);
  const user = process.getuid?.() === 0 ? { user: 'nobody' } : {};
  const options = { project: site.folder, serverName: site.name, certificate: chain, privateKey, target: `${site.folder}/deploy`, ...user };
  const { files } = await site.run('createDeployment', options);
  return { authority, files };
}

/** Flask's own server. */
async function development(site) {
  const { chain, privateKey, authority } = await certificate(site);
  const { files, command } = await site.run('createDevelopmentServer', { project: site.folder, certificate: chain, privateKey });
  return { authority, files, command };
}

/** The sites, by what their folders are called. */
exports.ROWS = {
  redirect: { app: 'Flask', make: withTls('https-redirect') },
  'both-flask': { app: 'Flask', make: withTls('http-and-https') },
  'both-django': { app: 'Django', make: withTls('http-and-https') },
  'both-plain': { app: 'plain', make: withTls('http-and-https') },
  development: { app: 'Flask', make: development },
  'gunicorn-flask': { app: 'Flask', make: deployment },
  'gunicorn-django': { app: 'Django', make: deployment },
  proxy: { app: 'Flask', make: behindProxy },
  mutual: { app: 'Flask', make: mutualTls },
  encrypt: { app: 'Flask', make: letsEncrypt },
  express: { app: 'Flask', make: express },
};
