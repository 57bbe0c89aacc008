import { z } from "zod";
import { digestBy } from "@/lib/analytics/tells-of-cell";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { type Database, openDatabase } from "@/lib/db/client";
import { markFigures } from "@/lib/db/figure-marks";
import type { Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { Evidence, FigureBlock, Restatement } from "@/lib/domain/figures";
import { ReportsEnvironment } from "@/lib/env/reports";
import { createElasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { makeTestInstallation } from "@/stack/test-installation";
import { lines, sendLines } from "../../rides/send-lines";
import type { FigureSurroundings } from "../figure-surroundings";
import { openFigures } from "../open-figures";

const Found = z.object({
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _source: z.unknown() })) }),
});

/** For suites: an installation whose consented rides are written and marked as the projection does, and a lane of figures. */
export async function openFiguresSuite(environment: Readonly<Record<string, string>>, nowMs: number) {
  const installation = await makeTestInstallation(environment);
  const { names } = installation;
  const urlOf = (name: string): string => installation.environment[name] ?? "";
  const es = createElasticsearch({
    url: urlOf("SLIPSTREAM_ELASTICSEARCH_URL"),
    username: "projection",
    password: urlOf("SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD"),
  });
  const { db, close } = openDatabase(urlOf("SLIPSTREAM_DATABASE_PROJECTION_URL"));
  const maker = openDatabase(urlOf("SLIPSTREAM_DATABASE_URL"));
  const clock = { nowMs };
  const settings = ReportsEnvironment.parse(installation.environment);
  const wrapping = Buffer.from(settings.SLIPSTREAM_PSEUDONYM_KEY, "base64");
  const refused: string[] = [];
  /** @param onGrant is called before each, and may throw. */
  const grantFor = (onGrant: () => void | Promise<void>) => async (purpose: Purpose) => {
    await onGrant();
    return mintGrant(db, purpose, wrapping);
  };
  const open = (
    onGrant: () => void | Promise<void> = () => undefined,
    own: { readonly mostBytes?: number; readonly url?: string } = {},
  ) =>
    openFigures(
      {
        SLIPSTREAM_ELASTICSEARCH_URL: own.url ?? urlOf("SLIPSTREAM_ELASTICSEARCH_URL"),
        SLIPSTREAM_REPORT_ZONE: "Europe/Berlin",
      },
      settings,
      names,
      () => clock.nowMs,
      { onRefused: (id) => refused.push(id) },
      {
        grantFor: grantFor(onGrant),
        ...(own.mostBytes === undefined ? {} : { mostBytes: own.mostBytes }),
      },
    );
  /** For what computes blocks without the lane around it. */
  const surroundings = (onGrant: () => void | Promise<void> = () => undefined): FigureSurroundings => ({
    ...{ es, index: names.consentedRides, db, zone: "Europe/Berlin", now: () => clock.nowMs },
    digest: digestBy(wrapping),
    grantFor: grantFor(onGrant),
    estimates: async () => () => null,
  });

  async function documents(kind: string): Promise<{ id: string; source: unknown }[]> {
    await refreshIndex(es, names.figures);
    const body = { size: 10_000, query: { term: { kind } } };
    const answer = await es.transport.request({ method: "POST", path: `/${names.figures}/_search`, body });
    return Found.parse(answer).hits.hits.map(({ _id, _source }) => ({ id: _id, source: _source }));
  }

  return {
    ...{ es, names, db, clock, open, surroundings, refused, wrapping, maker: maker.db },
    urlOf,
    /** Writes rides under their names, and marks their days. */
    async count(rides: Readonly<Record<string, ConsentedRide>>, cause = "late-data"): Promise<void> {
      const actions = Object.entries(rides).map(([id, ride]) => lines({ index: { _id: id } }, ride));
      for (let from = 0; from < actions.length; from += 1_000)
        await sendLines(es, names.consentedRides, actions.slice(from, from + 1_000));
      await mark(db, Object.values(rides), cause);
    },
    async remove(rides: Readonly<Record<string, ConsentedRide>>, cause = "withdrawal"): Promise<void> {
      await sendLines(
        es,
        names.consentedRides,
        Object.keys(rides).map((id) => lines({ delete: { _id: id } })),
      );
      await mark(db, Object.values(rides), cause);
    },
    async blocks(): Promise<Map<string, FigureBlock>> {
      return new Map((await documents("block")).map(({ id, source }) => [id, FigureBlock.parse(source)]));
    },
    restatements: async () => (await documents("restatement")).map(({ source }) => Restatement.parse(source)),
    evidence: async () => (await documents("evidence")).map(({ source }) => Evidence.parse(source)),
    close: () => Promise.all([close(), maker.close(), es.close()]),
  };
}

const mark = (db: Database, rides: readonly ConsentedRide[], cause: string): Promise<void> => {
  const days = new Map(rides.map(({ purpose, day }) => [`${purpose} ${day}`, { purpose, day }]));
  return markFigures(db, [...days.values()], cause);
};
