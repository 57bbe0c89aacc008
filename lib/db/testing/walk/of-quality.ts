import type { MasterData } from "@/lib/audit/as-author";
import type { Actor } from "@/lib/domain/actor";
import type { BoardScope } from "@/lib/quality/board-scope";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { getCaseRates } from "@/lib/quality/get-case-rates";
import { getFirstPass } from "@/lib/quality/get-first-pass";
import { getFixTime } from "@/lib/quality/get-fix-time";
import { getPartsInBikes } from "@/lib/quality/get-parts-in-bikes";
import { getReasons } from "@/lib/quality/get-reasons";
import { getRegisteredLongAgo } from "@/lib/quality/get-registered-long-ago";
import { madeForModels } from "@/lib/quality/made-for-models";
import { whoseUnregistered } from "@/lib/quality/whose-unregistered";
import { BOARD } from "./admits";
import type { Step } from "./step";
import type { Target } from "./world";

const now = () => new Date();
const partsOf = ({ name }: Target) => [{ kind: "motor" as const, serial: `m-${name}` }];

interface Question {
  readonly name: string;
  /** Asked with a scope that somebody else may have been given. */
  ask(author: Actor, scope: BoardScope, target: Target, stores: MasterData): Promise<unknown>;
}

export const BOARD_QUESTIONS: readonly Question[] = [
  { name: "getCaseRates", ask: (author, scope, _, stores) => getCaseRates(author, scope, now(), stores) },
  { name: "getFirstPass", ask: (author, scope, _, stores) => getFirstPass(author, scope, now(), stores) },
  { name: "getReasons", ask: (author, scope, _, stores) => getReasons(author, scope, now(), stores) },
  { name: "getFixTime", ask: (author, scope, _, stores) => getFixTime(author, scope, now(), stores) },
  {
    name: "getPartsInBikes",
    ask: (author, scope, { bikeId }, stores) => getPartsInBikes(author, scope, [bikeId], stores),
  },
  {
    name: "getRegisteredLongAgo",
    ask: (author, scope, { bikeId }, stores) =>
      getRegisteredLongAgo(author, scope, [bikeId], new Date(Date.now() + 30 * 86_400_000), stores),
  },
  {
    name: "madeForModels",
    ask: async (author, scope, target, stores) => [
      ...(await madeForModels(author, scope, partsOf(target), stores)),
    ],
  },
  {
    name: "whoseUnregistered",
    ask: async (author, scope, target, stores) => {
      const bikes = [{ bikeId: "UNREG-1", parts: partsOf(target) }];
      const shown = await whoseUnregistered(author, scope, bikes, null, stores);
      return shown.map(({ bikeId }) => bikeId);
    },
  },
];

export const OF_QUALITY: readonly Step[] = BOARD_QUESTIONS.map(({ name, ask }) => ({
  name,
  admits: BOARD,
  elsewhere: "forbidden",
  ask: async (author, target, stores) =>
    ask(author, boardScopeOf(author, { oemId: target.oemId }), target, stores),
}));
