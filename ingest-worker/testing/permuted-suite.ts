import { z } from "zod";
import type { CountedRide } from "@/lib/analytics/counted-ride";
import { sql } from "@/lib/db/testing/statement";
import { FigureBlock } from "@/lib/domain/figures";
import { HEADER } from "@/lib/domain/packet";
import { RANGE_MODEL_ID, type RangeModelDocument, rangeModelIdOf } from "@/lib/domain/range-model";
import { RideDocument } from "@/lib/domain/ride-document";
import { ReportsEnvironment } from "@/lib/env/reports";
import { refreshIndex } from "@/lib/es/refresh-index";
import { estimateAsPublished } from "@/lib/range-model/estimate-as-published";
import { openFigures } from "../figures/open-figures";
import { openProjectionSuite, ZONE } from "../projection/testing/projection-suite";
import { apartFromArrival } from "../rides/testing/rides-of";
import type { Told } from "./deliveries";
import type { World } from "./recorded-world";
import { runWorkerOn } from "./running-worker";

/** Before all rides. */
const GRANTED_MS = Date.parse("2022-01-01T00:00:00Z");
const FIFTEEN_MINUTES_MS = 900_000;
const MOST = 10_000;
const Count = z.object({ count: z.coerce.number() });

/** An installation of one order: with all lanes from readings to consented rides at work, and figures on demand. */
export async function openPermutedSuite(
  shared: Readonly<Record<string, string>>,
  world: World,
  models: readonly RangeModelDocument[],
) {
  const suite = await openProjectionSuite(shared);
  const { names, environment } = suite;
  const ids = new Map<string, string>();
  for (const { name } of world.riders) ids.set(name, await suite.rider(name));
  for (const { bikeId } of world.bikes) await suite.bike(bikeId, null);
  for (const [at, model] of models.entries()) {
    const id = at === models.length - 1 ? RANGE_MODEL_ID : rangeModelIdOf(model.revision);
    await suite.es.index({ index: names.figures, id, document: model });
  }
  await suite.letGrantsBeOld();
  const worker = await runWorkerOn(suite, { lanes: ["telemetry", "late", "bikes", "rides", "projection"] });
  const idOf = (name: string): string => ids.get(name) ?? "";

  async function sendPacket({ bikeId, source, readings, latenessMs }: Extract<Told, { kind: "packet" }>) {
    const newestMs = readings.reduce((latest, { t }) => Math.max(latest, t), 0);
    const { telemetry, telemetryLate } = names.topics;
    const headers = {
      [HEADER.receivedAt]: String(newestMs + latenessMs),
      [HEADER.ingestClient]: `client-${latenessMs % 3}`,
    };
    const value = JSON.stringify({ v: 1, bike_id: bikeId, source, readings });
    await worker.publisher.publish(latenessMs < FIFTEEN_MINUTES_MS ? telemetry : telemetryLate, [
      { key: bikeId, value, headers },
    ]);
  }

  async function documentsOf(index: string, query: object, sort: readonly string[]) {
    await refreshIndex(worker.es, index);
    const { hits } = await worker.es.search({ index, size: MOST, query, sort: [...sort] });
    return hits.hits.map(({ _source }) => _source);
  }

  return {
    async tell(told: Told): Promise<void> {
      switch (told.kind) {
        case "packet":
          return sendPacket(told);
        case "entity": {
          const { bike_id: key } = told.entity;
          return worker.publisher.publish(names.topics.bikes, [{ key, value: JSON.stringify(told.entity) }]);
        }
        case "owner":
          return suite.own(told.bikeId, idOf(told.rider));
        case "signed":
          return suite.sign(told.bikeId, idOf(told.signed.rider), told.signed.fromMs, told.signed.toMs);
        case "granted":
          for (const purpose of told.rider.granted)
            await suite.consent(idOf(told.rider.name), purpose, "granted", GRANTED_MS);
          return;
        case "withdrawn":
          for (const purpose of told.rider.withdrawn)
            await suite.consent(idOf(told.rider.name), purpose, "withdrawn");
          return;
      }
    },
    /** All rides that are kept, without what may depend on when readings came; by bike and start. */
    async rides() {
      const found = await documentsOf(names.rides, { term: { kind: "ride" } }, ["bike_id", "start"]);
      return found.map((source) => {
        const {
          revision: _,
          cause: __,
          late_since: ___,
          replaces: ____,
          ...content
        } = RideDocument.parse(source);
        return apartFromArrival(content);
      });
    },
    /** All rides that count, as the lane of figures reads them. */
    async counted(): Promise<CountedRide[]> {
      const estimate = estimateAsPublished(models);
      return (await suite.documents()).map((ride) =>
        ride.purpose === "range-model" ? { ...ride, estimated_wh: estimate(ride) } : ride,
      );
    },
    /** Marks of bikes and purges that are not worked off. */
    async waiting(): Promise<number> {
      const rows = await suite.rows(
        sql`select (select count(*) from projection_marks) + (select count(*) from purges_due) as count`,
      );
      return Count.parse(rows[0]).count;
    },
    /** Publishes what there is, and gives all that is published. */
    async publish(): Promise<FigureBlock[]> {
      const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
      const figures = openFigures(
        { SLIPSTREAM_ELASTICSEARCH_URL: url, SLIPSTREAM_REPORT_ZONE: ZONE },
        ReportsEnvironment.parse(environment),
        names,
        Date.now,
        {
          onRefused: (id) => {
            throw new Error(`${id} was refused`);
          },
        },
      );
      while ((await figures.turn()) > 0);
      await figures.close();
      const found = await documentsOf(names.figures, { term: { kind: "block" } }, [
        "definition",
        "from",
        "grain",
      ]);
      return found.map((source) => FigureBlock.parse(source));
    },
    close: () => Promise.all([worker.stop(), suite.close()]),
  };
}
export type PermutedSuite = Awaited<ReturnType<typeof openPermutedSuite>>;
