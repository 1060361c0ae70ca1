/** Names of packages that a project asks for, read off its requirements, and what some of them need of a server. */

/** The names in a `requirements.txt` (pip's format), in lower case with dashes. */
export function requirementsIn(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => nameIn(line.replace(/(?:^|\s)#.*$/, '').trim()));
}

/** The names in a `pyproject.toml`: `dependencies = [...]` of PEP 621 and the tables of Poetry. */
export function projectRequirementsIn(text: string): string[] {
  const listed = [...text.matchAll(/^\s*dependencies\s*=\s*\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]/gm)].flatMap(([, list = '']) => [
    ...list.matchAll(/["']([^"']+)["']/g),
  ]);
  const tables = [...text.matchAll(/^\[tool\.poetry\.dependencies\]\s*\n((?:(?!\[).*\n?)*)/gm)].flatMap(([, table = '']) => [
    ...table.matchAll(/^([\w.-]+)\s*=/gm),
  ]);
  return [...listed, ...tables].flatMap(([, name = '']) => nameIn(name)).filter((name) => name !== 'python');
}

function nameIn(requirement: string): string[] {
  const name = /^([A-Za-z0-9][\w.-]*)\s*(?:$|[[<>=!~;@,(])/.exec(requirement)?.[1];
  return name === undefined ? [] : [name.toLowerCase().replace(/[-_.]+/g, '-')];
}

/**
 * Packages with extensions in C (or Rust) that count on the main interpreter, or that bring such packages with them
 * (mod_wsgi's guide on application issues names the first; the others report it in their trackers).
 */
export const NEED_MAIN_INTERPRETER: ReadonlySet<string> = new Set([
  'numpy',
  'scipy',
  'pandas',
  'matplotlib',
  'scikit-learn',
  'scikit-image',
  'opencv-python',
  'opencv-python-headless',
  'tensorflow',
  'torch',
  'xgboost',
  'lightgbm',
  'statsmodels',
  'geopandas',
  'shapely',
  'pyproj',
  'gdal',
  'h5py',
  'pyarrow',
  'spacy',
  'cryptography',
  'bcrypt',
  'pydantic-core',
  'orjson',
]);

/** Packages whose clients prove themselves by the Authorization header. */
export const READ_AUTHORIZATION: ReadonlySet<string> = new Set([
  'djangorestframework-simplejwt',
  'djangorestframework-jwt',
  'drf-jwt',
  'django-rest-knox',
  'django-oauth-toolkit',
  'flask-jwt',
  'flask-jwt-extended',
  'flask-httpauth',
  'flask-basicauth',
  'flask-oidc',
  'authlib',
  'djoser',
  'pyramid-jwt',
  'falcon-auth',
]);
