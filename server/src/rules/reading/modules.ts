import type { ConfigurationRule } from '../configurationRule.ts';
import { troubleRule } from './troubleRule.ts';

/** A LoadModule whose file is not there. */
export const moduleFileMissing: ConfigurationRule = troubleRule(
  'module-file-missing',
  {
    severity: 'error',
    page: {
      title: 'Module file not found',
      what: 'The file that LoadModule names is not there.',
      why: 'httpd does not start. Mostly the package that brings the module is not installed, or the path is that of another distribution.',
      fix: 'Install the module (Debian: apt install libapache2-mod-…), or correct the path.',
      bad: 'LoadModule blog_module /usr/lib/apache2/modules-of-ours/mod_blog.so\n',
      good: 'LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n',
      files: {},
    },
  },
  ({ subject }) => ({ message: `There is no “${subject}”, so httpd does not start. Install the package that brings the module, or correct the path.` }),
);
