// Reads the YAML files of a knowledge folder, checks them and brings them into the shape that the server reads.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compileDirective } from './directive.mjs';
import { isContext } from './vocabulary.mjs';

/** Compiles a folder: the facts, the long texts by directive, and what is wrong, each with its file and entry. */
export function compileKnowledge(root) {
  return new Compiler(root).compile();
}

class Compiler {
  modules = [];
  directives = [];
  thirdParty = [];
  docs = {};
  problems = [];

  constructor(root) {
    this.root = root;
  }

  compile() {
    for (const file of this.yamlFiles('modules')) this.moduleFile(file);
    const knownModules = this.thirdParties('third-party.yaml');
    const removed = Object.entries(this.readYaml('removed.yaml')).map(([name, fact]) => ({ name, ...fact }));
    const { modules, directives, thirdParty, docs, problems } = this;
    return { facts: { modules, directives, thirdParty, knownModules, removed, variables: this.variables() }, docs, problems };
  }

  readYaml(file) {
    try {
      return parse(readFileSync(path.join(this.root, file), 'utf8')) ?? {};
    } catch (error) {
      this.problems.push(`${file}: ${error.message}`);
      return {};
    }
  }

  yamlFiles(folder) {
    return readdirSync(path.join(this.root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => `${folder}/${name}`);
  }

  moduleFile(file) {
    const data = this.readYaml(file);
    for (const key of ['module', 'status', 'manual']) {
      if (data[key] === undefined) this.problems.push(`${file}: ${key} is missing`);
    }
    this.modules.push(moduleRecord(data));
    for (const [key, entry] of Object.entries(data.directives ?? {})) {
      const report = (text) => this.problems.push(`${file}: ${key}: ${text}`);
      const { docs: text, ...facts } = compileDirective(key, entry, data, report);
      this.directives.push(facts);
      if (text) this.docs[`${facts.section ? '<' : ''}${facts.name} ${facts.module}`] = text;
    }
  }

  thirdParties(file) {
    const data = this.readYaml(file);
    for (const entry of data.modules ?? []) {
      this.modules.push({ name: entry.module, identifier: entry.identifier, source: entry.source, status: 'Third party', package: entry.package });
      this.thirdPartyNames(file, entry.module, false, entry.directives);
      this.thirdPartyNames(file, entry.module, true, entry.sections);
    }
    return (data.known ?? []).map(({ identifier, source }) => ({ identifier: identifier ?? null, source: source ?? null }));
  }

  thirdPartyNames(file, module, section, groups = {}) {
    for (const [key, names] of Object.entries(groups)) {
      const contexts = key.split(' ');
      for (const context of contexts) if (!isContext(context)) this.problems.push(`${file}: ${module}: context ${context} is not known`);
      for (const name of names) this.thirdParty.push({ name, module, section, contexts });
    }
  }

  variables() {
    return this.yamlFiles('variables').flatMap((file) => {
      const data = this.readYaml(file);
      return Object.entries(data.variables ?? {}).map(([name, fact]) => {
        if (!fact?.text) this.problems.push(`${file}: ${name}: text is missing`);
        return { name, scope: data.scope, ...fact };
      });
    });
  }
}

function moduleRecord(data) {
  return {
    name: data.module,
    identifier: data.identifier ?? null,
    source: data.source ?? null,
    status: data.status,
    ...(data.since && { since: data.since }),
    ...(data.platform && { platform: data.platform }),
  };
}
