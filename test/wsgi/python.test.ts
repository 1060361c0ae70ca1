/** Python behind the aliases: environments, paths, scripts, packages and Django settings, as the files on the disk say. */
import { describe, expect, test } from 'vitest';
import type { Tree } from '../kit/configuration.ts';
import { fixedTree, fixNamed } from './fixing.ts';
import { found, host, hostOn, ROOT, said, saidAlone, text } from './said.ts';

const OK = 'from shop import app as application\n';

describe('python-home', () => {
  const home = (path: string) => text(`WSGIDaemonProcess b python-home=${path}`, 'WSGIProcessGroup b');

  test.each([
    ['/srv/venv/bin/python', '/srv/venv'],
    ['/srv/venv/bin/python3.11', '/srv/venv'],
    ['/srv/venv/bin', '/srv/venv'],
    ['/srv/venv/bin/activate_this.py', '/srv/venv'],
    ['/srv/venv/lib/python3.11', '/srv/venv'],
    ['/srv/venv/lib/python3.11/site-packages', '/srv/venv'],
    ['C:/venv/Scripts/python.exe', 'C:/venv'],
  ])('%s lies inside an environment', (path, root) => {
    expect(saidAlone(home(path))).toEqual([`1 python-home «${path}»`]);
    expect(found(home(path))[0]!.fixes).toMatchObject([{ title: `Change to ${root}`, safe: false }]);
  });

  test.each(['/srv/venv', '/usr', '/opt/python3.11', '/srv/bins', '${VENV}', '{{ venv }}/bin'])('%s may be one', (path) => {
    expect(saidAlone(text(`WSGIDaemonProcess b python-home="${path}"`, 'WSGIProcessGroup b'))).toEqual([]);
  });

  test.each(['venv', './venv', '~/venv'])('%s is no whole path', (path) => {
    expect(saidAlone(`WSGIPythonHome ${path}\n`)).toEqual([`1 python-home «${path}»`]);
  });

  test('is looked for on the disk', () => {
    const files = { '/srv/venv/pyvenv.cfg': 'version = 3.11.2\n', '/opt/py/bin/python3.11': '', '/srv/project/.venv/pyvenv.cfg': '', '/srv/file': '' };
    for (const path of ['/srv/venv', '/srv/venv/', '/opt/py']) expect(said(home(path), files)).toEqual([]);
    for (const path of ['/srv/gone', '/srv/file', '/srv']) expect(said(home(path), files)).toEqual([`1 python-home «${path}»`]);
    expect(found(home('/srv/project'), files)[0]!.fixes).toMatchObject([{ title: 'Change to /srv/project/.venv' }]);
    expect(said(home('/srv/gone'), files, { filesMode: 'never' })).toEqual([]);
  });

  test('is made with the Python of the module', () => {
    const lines = (module: string, path: string) => text(`LoadModule wsgi_module /usr/lib/apache2/modules/${module}`, home(path));
    const files = {
      '/srv/venv/pyvenv.cfg': 'version = 3.12.1\n',
      '/srv/uv/pyvenv.cfg': 'uv = 0.4\nversion_info = 3.11.9\n',
      '/srv/old/pyvenv.cfg': 'home = /usr/bin\n',
      '/usr/lib/apache2/modules/mod_wsgi-py311.cpython-311-x86_64-linux-gnu.so': '',
    };
    const named = 'mod_wsgi-py311.cpython-311-x86_64-linux-gnu.so';
    expect(said(lines(named, '/srv/venv'), files)).toEqual(['2 python-version-mismatch «/srv/venv»']);
    expect(said(lines(named, '/srv/uv'), files)).toEqual([]);
    expect(said(lines(named, '/srv/old'), files)).toEqual([]);
    expect(said(lines('mod_wsgi.so', '/srv/venv'), files)).toEqual([]);
  });
});

describe('python-path', () => {
  const fixed = (options: string, title = 'Use /srv/venv as python-home') => {
    const before = text(`WSGIDaemonProcess b ${options}`, 'WSGIProcessGroup b');
    const { file, fix } = fixNamed(found(before), 'site-packages-in-path', title);
    return fixedTree({ [ROOT]: before }, file, fix)[ROOT]!.split('\n')[0];
  };

  test('makes way for python-home', () => {
    expect(fixed('python-path=/srv/venv/lib/python3.11/site-packages threads=3')).toBe('WSGIDaemonProcess b python-home=/srv/venv threads=3');
    expect(fixed('python-path=/srv:/srv/venv/lib/python3.11:/srv/venv/lib/python3.11/site-packages')).toBe(
      'WSGIDaemonProcess b python-home=/srv/venv python-path=/srv',
    );
  });

  test.each([
    ['python-home=/srv/venv python-path="/srv/venv/lib/python3.11/site-packages:/my srv"', 'python-home=/srv/venv python-path="/my srv"'],
    ['python-home=/srv/venv python-path=/srv/venv/lib/python3.11/site-packages', 'python-home=/srv/venv'],
  ])('goes where the environment is home anyway: %s', (options, after) => {
    expect(fixed(options, 'Take the packages off the path')).toBe(`WSGIDaemonProcess b ${after}`);
  });

  test('goes where the environment is home of the whole server', () => {
    const packages = '/srv/venv/lib/python3.11/site-packages';
    const before = text('WSGIPythonHome /srv/venv', `WSGIPythonPath ${packages}`, `WSGIDaemonProcess b python-path=/srv:${packages}`, 'WSGIProcessGroup b');
    const files = { '/srv/venv/pyvenv.cfg': '' };
    expect(found(before, files).map(({ line, severity }) => `${line} ${severity}`)).toEqual(['2 hint', '3 hint']);
    const after = found(before, files).reduceRight<Tree>((tree, { file, fixes }) => fixedTree(tree, file, fixes[0]!), { [ROOT]: before });
    expect(after[ROOT]).toBe(text('WSGIPythonHome /srv/venv', 'WSGIDaemonProcess b python-path=/srv', 'WSGIProcessGroup b'));
  });

  test('leaves the home of the whole server to people', () => {
    const lines = text('WSGIPythonHome /srv/base', 'WSGIDaemonProcess b python-path=/srv/venv/lib/python3.11/site-packages', 'WSGIProcessGroup b');
    expect(found(lines, { '/srv/base/pyvenv.cfg': '' })).toMatchObject([{ line: 2, code: 'site-packages-in-path', severity: 'warning', fixes: [] }]);
  });

  test('of embedded mode makes way for WSGIPythonHome', () => {
    const before = text('WSGIPythonPath /srv:/srv/venv/lib/python3.11/site-packages');
    const { file, fix } = fixNamed(found(before), 'site-packages-in-path', 'Use /srv/venv as WSGIPythonHome');
    expect(fixedTree({ [ROOT]: before }, file, fix)[ROOT]).toBe(text('WSGIPythonPath /srv', 'WSGIPythonHome /srv/venv'));
  });

  test('leaves two homes to people', () => {
    const lines = text('WSGIDaemonProcess b python-home=/srv/other python-path=/srv/venv/lib/python3.11/site-packages', 'WSGIProcessGroup b');
    expect(found(lines, { '/srv/other/pyvenv.cfg': '' })).toMatchObject([{ code: 'site-packages-in-path', fixes: [] }]);
  });

  test.each(['/srv/project', '/usr/lib/python3/dist-packages', '${VENV}/lib/python3.11/site-packages', 'C:/venv/Lib/site-packages'])(
    '%s may stand in it',
    (path) => {
      expect(saidAlone(`WSGIPythonPath ${path}\n`)).toEqual([]);
    },
  );
});

describe('the application object', () => {
  const looked = (script: string, options = '') => said(`WSGIScriptAlias / /srv/shop/app.wsgi${options}\n`, { '/srv/shop/app.wsgi': script });

  test.each([
    'def application(environ, start_response):\n    return []\n',
    'class application:\n    pass\n',
    'application = make()\n',
    'application: Callable = make()\n',
    'app = application = make()\n',
    'application, other = make()\n',
    'from shop import app as application\n',
    'from shop import (\n    first,\n    app as application,\n)\n',
    'from shop import application\n',
    'import shop.wsgi as application\n',
    'try:\n    from shop import application\nexcept ImportError:\n    raise\n',
    'if True:\n    application = 1\n',
    'import sys; application = 1\n',
    'with open("x") as application:\n    pass\n',
    'x = """\n# no """\napplication = 1\n',
    'application \\\n    = 1\n',
  ])('is defined by %j', (script) => {
    expect(looked(script)).toEqual([]);
  });

  test.each([
    'from shop import *\n',
    'exec(open("x").read())\n',
    'globals()["application"] = 1\n',
    'for application in [1]:\n    pass\n',
    '(application := 1)\n',
  ])('may be defined by %j', (script) => {
    expect(looked(script)).toEqual([]);
  });

  test.each([
    'from shop import app\n',
    '# application = 1\napp = 1\n',
    'text = "application = 1"\napp = 1\n',
    'text = """\napplication = 1\n"""\napp = 1\n',
    'def make():\n    application = 1\n    return application\n\napp = make()\n',
    'class Shop:\n    application = 1\n\napp = Shop()\n',
    'app = shop.application\n',
  ])('is not defined by %j', (script) => {
    expect(looked(script)).toEqual(['1 no-application «/srv/shop/app.wsgi»']);
  });

  test('may have another name', () => {
    expect(looked('from shop import app\n', ' callable-object=app')).toEqual([]);
    expect(looked(OK, ' callable-object=app')).toEqual(['1 no-application «/srv/shop/app.wsgi»']);
    expect(said(text('WSGICallableObject app', 'WSGIScriptAlias / /srv/a.wsgi'), { '/srv/a.wsgi': OK })).toEqual(['2 no-application «/srv/a.wsgi»']);
    expect(said(text('<Location /b>', 'WSGICallableObject app', '</Location>', 'WSGIScriptAlias / /srv/a.wsgi'), { '/srv/a.wsgi': OK })).toEqual([]);
  });

  test('is named by a fix where the script has one under a usual name', () => {
    const fixes = (script: string, options = '') => found(`WSGIScriptAlias / /srv/a.wsgi${options}\n`, { '/srv/a.wsgi': script }).flatMap((one) => one.fixes);
    expect(fixes('from shop import app\n').map(({ title }) => title)).toEqual(['Name the application: callable-object=app']);
    expect(fixes('from shop import thing\n')).toEqual([]);
    expect(fixes('app = 1\n', ' callable-object=ap')[0]!.edits).toMatchObject([{ newText: 'app' }]);
  });

  test('is not looked for in files that are too large or that are none', () => {
    expect(looked(`app = 1\n${'# filler\n'.repeat(40_000)}`)).toEqual([]);
    expect(said('WSGIScriptAlias / /srv/a.wsgi\n', { '/srv/a.wsgi/': '' })).toEqual([]);
  });
});

describe('the project of a script', () => {
  const project: Tree = { '/srv/shop/app.wsgi': OK, '/srv/shop/shop/__init__.py': 'app = 1\n' };
  const lines = (options = '') => text(`WSGIDaemonProcess b${options}`, 'WSGIProcessGroup b', 'WSGIScriptAlias / /srv/shop/app.wsgi');
  const lacking = ['3 project-not-importable «/srv/shop/app.wsgi»'];

  test('has to be on the path', () => {
    expect(said(lines(), project)).toEqual(lacking);
    expect(said(lines(' python-path=/srv'), project)).toEqual(lacking);
    expect(said(lines(' python-path=/srv:/srv/shop'), project)).toEqual([]);
    expect(said(lines(' home=/srv/shop'), project)).toEqual([]);
    expect(said(lines(' python-path=${PATH_OF_SHOP}'), project)).toEqual([]);
    expect(said(lines(), project, { filesMode: 'never' })).toEqual([]);
  });

  test('of embedded mode is put there by WSGIPythonPath', () => {
    expect(said('WSGIScriptAlias / /srv/shop/app.wsgi\n', project)).toEqual(['1 project-not-importable «/srv/shop/app.wsgi»']);
    expect(said(text('WSGIPythonPath /srv/shop', 'WSGIScriptAlias / /srv/shop/app.wsgi'), project)).toEqual([]);
  });

  test('may be put there by the script', () => {
    expect(said(lines(), { ...project, '/srv/shop/app.wsgi': `import sys\nsys.path.insert(0, "/srv/shop")\n${OK}` })).toEqual([]);
    expect(said(lines(), { ...project, '/srv/shop/app.wsgi': `import site\nsite.addsitedir("/srv/shop")\n${OK}` })).toEqual([]);
  });

  test('may be installed', () => {
    const packages = '/srv/venv/lib/python3.11/site-packages';
    const venv = { ...project, '/srv/venv/pyvenv.cfg': '' };
    expect(said(lines(' python-home=/srv/venv'), venv)).toEqual(lacking);
    expect(said(lines(' python-home=/srv/venv'), { ...venv, [`${packages}/shop/__init__.py`]: '' })).toEqual([]);
    expect(said(lines(' python-home=/srv/venv'), { ...venv, [`${packages}/shop.pth`]: '/srv/shop\n' })).toEqual([]);
    expect(said(lines(), { ...project, '/usr/lib/python3/dist-packages/shop.py': '' })).toEqual([]);
  });

  test('lies above the script in a Django project, and is not one of the standard library', () => {
    const django = { '/srv/shop/shop/wsgi.py': 'from shop.core import application\n', '/srv/shop/shop/__init__.py': '' };
    const mount = text('WSGIDaemonProcess b', 'WSGIProcessGroup b', 'WSGIScriptAlias / /srv/shop/shop/wsgi.py');
    expect(said(mount, django)).toEqual(['3 project-not-importable «/srv/shop/shop/wsgi.py»']);
    expect(said(lines(), { '/srv/shop/app.wsgi': 'import json\napplication = 1\n', '/srv/shop/json.py': '' })).toEqual([]);
    expect(said(lines(), { '/srv/shop/app.wsgi': 'import flask\napplication = 1\n' })).toEqual([]);
  });

  test('is put on the path by a fix', () => {
    const after = (options: string) => {
      const tree = { [ROOT]: lines(options), ...project };
      const { file, fix } = fixNamed(found(tree[ROOT]!, project), 'project-not-importable', 'Add /srv/shop to python-path');
      return fixedTree(tree, file, fix)[ROOT]!.split('\n')[0];
    };
    expect(after('')).toBe('WSGIDaemonProcess b python-path=/srv/shop');
    expect(after(' python-path=/srv/lib threads=2')).toBe('WSGIDaemonProcess b python-path=/srv/lib:/srv/shop threads=2');
  });
});

describe('the packages of a project', () => {
  const lines = (...more: readonly string[]) =>
    text('WSGIDaemonProcess b python-path=/srv/shop', 'WSGIProcessGroup b', ...more, 'WSGIScriptAlias / /srv/shop/app.wsgi');
  const project = (requirements: string): Tree => ({ '/srv/shop/app.wsgi': OK, '/srv/shop/requirements.txt': requirements });

  test('may need the main interpreter', () => {
    expect(said(lines(), project('Flask\nnumpy>=2 # arrays\n'))).toEqual(['3 extensions-need-global «/srv/shop/app.wsgi»']);
    expect(said(lines('WSGIApplicationGroup shop'), project('opencv_python[x]==4\n'))).toEqual(['4 extensions-need-global «/srv/shop/app.wsgi»']);
    expect(said(lines('WSGIApplicationGroup %{GLOBAL}'), project('numpy\n'))).toEqual([]);
    expect(said(lines('WSGIApplicationGroup %{ENV:GROUP}'), project('numpy\n'))).toEqual([]);
    expect(said(lines(), project('# numpy\nflask\n-r numpy.txt\nnumpydoc\n'))).toEqual([]);
  });

  test('are listed in pyproject.toml as well, or above the script', () => {
    const toml = '[project]\ndependencies = [\n  "flask[async]>=3",\n  "pandas",\n]\n';
    const poetry = '[tool.poetry.dependencies]\npython = "^3.11"\nscipy = "*"\n\n[build-system]\nrequires = ["numpy"]\n';
    expect(said(lines(), { '/srv/shop/app.wsgi': OK, '/srv/pyproject.toml': toml })).toEqual([]);
    expect(said(lines(), { '/srv/shop/app.wsgi': OK, '/srv/shop/pyproject.toml': toml })).toEqual(['3 extensions-need-global «/srv/shop/app.wsgi»']);
    expect(found(lines(), { '/srv/shop/app.wsgi': OK, '/srv/shop/pyproject.toml': poetry })[0]!.message).toContain('scipy');
  });

  test('may read the Authorization header', () => {
    const lacking = '3 authorization-not-passed «/srv/shop/app.wsgi»';
    expect(said(lines(), project('Flask-JWT-Extended\n'))).toEqual([lacking]);
    expect(said(lines('WSGIPassAuthorization On'), project('flask-jwt-extended\n'))).toEqual([]);
    expect(said(lines('WSGIPassAuthorization Off'), project('flask-jwt-extended\n'))).toEqual([]);
    expect(said(lines('<Directory /srv/shop>\nCGIPassAuth On\n</Directory>'), project('flask-jwt-extended\n'))).toEqual([]);
    expect(said(lines('<Directory /srv/other>\nWSGIPassAuthorization On\n</Directory>'), project('flask-jwt-extended\n'))).toHaveLength(1);
  });
});

describe('a Django project', () => {
  const script = (name: string, how = 'setdefault') =>
    `import os, sys\nsys.path.insert(0, "/srv/${name}")\nos.environ${how === 'setdefault' ? `.setdefault("DJANGO_SETTINGS_MODULE", "${name}.settings")` : `["DJANGO_SETTINGS_MODULE"] = "${name}.settings"`}\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n`;
  const shop = (settings: string): Tree => ({ '/srv/shop/shop/wsgi.py': script('shop'), '/srv/shop/shop/settings.py': settings });
  const mount = 'WSGIScriptAlias / /srv/shop/shop/wsgi.py';

  test('answers for its hosts only', () => {
    const names = (settings: string, ...more: readonly string[]) => said(host('shop.test', ...more, mount), shop(settings));
    expect(names("ALLOWED_HOSTS = ['other.test']\n")).toEqual(['2 host-not-allowed «shop.test»']);
    expect(names("ALLOWED_HOSTS = ['shop.test']\n", 'ServerAlias www.shop.test *.shop.test')).toEqual(['3 host-not-allowed «www.shop.test»']);
    for (const allowed of ["['.shop.test']", "('SHOP.test', 'www.shop.test')", "['*']", '[]', 'env("HOSTS")', "['a.test'] + more"]) {
      expect(names(`ALLOWED_HOSTS = ${allowed}\n`, 'ServerAlias www.shop.test')).toEqual([]);
    }
    expect(names('DEBUG = False\nALLOWED_HOSTS = []\n')).toHaveLength(1);
    expect(names("ALLOWED_HOSTS = ['a.test']\nALLOWED_HOSTS += ['shop.test']\n")).toEqual([]);
    expect(names("ALLOWED_HOSTS = ['a.test']\nif x:\n    ALLOWED_HOSTS = ['shop.test']\n")).toEqual([]);
    expect(names("# ALLOWED_HOSTS = ['a.test']\nfrom .base import *\n")).toEqual([]);
  });

  test('finds its settings on the path of the daemon', () => {
    const files = { '/srv/wsgi/shop.wsgi': script('shop'), '/opt/code/shop/settings/__init__.py': "ALLOWED_HOSTS = ['a.test']\n" };
    const lines = text('WSGIDaemonProcess b python-path=/opt/code', host('shop.test', 'WSGIProcessGroup b', 'WSGIScriptAlias / /srv/wsgi/shop.wsgi'));
    expect(said(lines, files)).toEqual(['3 host-not-allowed «shop.test»']);
  });

  test('shares no interpreter with another', () => {
    const files = { ...shop(''), '/srv/blog/blog/wsgi.py': script('blog', 'item') };
    const both = (...lines: readonly string[]) => said(text('WSGIDaemonProcess b', ...lines), files).map((line) => line.split(' ')[1]);
    const blog = 'WSGIScriptAlias /blog /srv/blog/blog/wsgi.py';
    expect(both('WSGIProcessGroup b', 'WSGIApplicationGroup %{GLOBAL}', blog, mount)).toEqual(['shared-interpreter']);
    expect(both('WSGIProcessGroup b', blog, mount)).toEqual([]);
    expect(both('WSGIApplicationGroup %{GLOBAL}', `${blog} process-group=b`, mount)).toEqual([]);
    expect(both('WSGIProcessGroup b', 'WSGIApplicationGroup %{GLOBAL}', 'WSGIScriptAlias /x /srv/shop/shop/wsgi.py', mount)).toEqual([]);
    expect(both('WSGIProcessGroup b', 'WSGIApplicationGroup %{GLOBAL}', `${blog} application-group=%{RESOURCE}`, mount)).toEqual([]);
  });

  test('redirects for ever where nobody tells it of TLS', () => {
    const loops = (settings: string, ...lines: readonly string[]) => said(text(...lines), shop(settings));
    const plain = host('shop.test', mount);
    expect(loops('SECURE_SSL_REDIRECT = True\n', plain)).toEqual(['3 django-behind-proxy «/srv/shop/shop/wsgi.py»']);
    expect(loops('SECURE_SSL_REDIRECT = False\n', plain)).toEqual([]);
    expect(loops('', plain)).toEqual([]);
    expect(loops("SECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n", plain)).toEqual([]);
    expect(loops('SECURE_SSL_REDIRECT = True\n', plain, hostOn(443, 'shop.test', 'SSLEngine on', mount))).toEqual([]);
    expect(loops('SECURE_SSL_REDIRECT = True\n', 'WSGITrustedProxies 10.0.0.1', 'WSGITrustedProxyHeaders X-Forwarded-Proto', plain)).toEqual([]);
  });

  test('believes a header that httpd has to set', () => {
    const settings = "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n";
    const secure = (...lines: readonly string[]) =>
      found(hostOn(443, 'shop.test', 'SSLEngine on', ...lines, mount), shop(settings)).filter(({ code }) => code === 'django-behind-proxy');
    expect(secure()).toMatchObject([{ severity: 'information', fixes: [{ title: 'Add RequestHeader set X-Forwarded-Proto "https"' }] }]);
    expect(secure('RequestHeader set X-Forwarded-Proto "https"')).toEqual([]);
  });
});

describe('the locale of daemons', () => {
  const lines = (options = '') => text(`WSGIDaemonProcess b${options}`, 'WSGIProcessGroup b');
  const envvars = (content: string) => ({ '/etc/apache2/envvars': content });

  test('is ASCII where envvars says so', () => {
    expect(said(lines(), envvars('export LANG=C\nexport LANG\n'))).toEqual(['1 daemon-without-locale «b»']);
    expect(said(lines(' lang=C.UTF-8'), envvars('export LANG=C\n'))).toEqual([]);
    expect(said(lines(" locale='en_US.UTF-8'"), envvars('export LANG=C\n'))).toEqual([]);
    expect(said(lines(), envvars('export LANG=C.UTF-8\n'))).toEqual([]);
    expect(said(lines(), envvars('export LANG=C\n. /etc/default/locale\n'))).toEqual([]);
    expect(said(lines(), envvars('# nothing\n'))).toEqual([]);
    expect(said(lines())).toEqual([]);
  });
});
