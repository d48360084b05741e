import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { type ContractFiles, contractFiles } from '../../document/contract-files.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import { translatedLanguages } from '../../i18n/languages.ts';

/** The contract that is walked: its files and the languages that it is translated to, drafts too. */
export type Walk = { contract: ContractFiles; languages: string[] };

/** A node of the contract, where it stands, and how to report what is wrong with it. */
export type WalkedNode = {
  node: JsonObject;
  /** The linter's name of what the node is, e.g. `Operation`. */
  type: string;
  location: Location;
  report: UserContext['report'];
};

/**
 * A rule that looks at every node once, in whatever file it is. Text can stand beside a `$ref` too, so the reference and
 * what it refers to are two nodes. `start` is called for each walk and gives what is to be done with a node.
 */
export function nodeRule(start: (walk: Walk) => (found: WalkedNode) => void): Oas3Rule {
  return () => {
    let check: (found: WalkedNode) => void = () => {};
    return {
      any: {
        enter(node: unknown, ctx) {
          if (!isObject(node)) return;
          if (ctx.type.name === 'Root') check = start(walkOf(node, ctx));
          check({ node, type: ctx.type.name, location: ctx.location, report: ctx.report });
        },
      },
      ref: {
        enter(node: unknown, ctx) {
          if (isObject(node)) check({ node, type: ctx.type.name, location: ctx.location, report: ctx.report });
        },
      },
    };
  };
}

function walkOf(root: JsonObject, ctx: UserContext): Walk {
  const info: unknown = isObject(root['info']) ? ctx.resolve(root['info']).node : undefined;
  const contract = contractFiles(ctx.location.source.absoluteRef);
  return { contract, languages: translatedLanguages(contract, info) };
}
