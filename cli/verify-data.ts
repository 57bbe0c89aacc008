import { z } from "zod";
import { namesIn } from "@/lib/domain/names";
import { readVerifyEnvironment } from "@/lib/env/verify";
import { createElasticsearch } from "@/lib/es/client";
import { formatUtc } from "@/lib/format/time";
import { verifyRides } from "@/lib/rides/verify-rides";
import { given } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run verify-data -- rides
    finds the rides of every bike anew in its stored readings, and lists those that are kept otherwise; ends with 1 where there are any
npm run verify-data -- rides --bike=LI-000123
    of one bike

It needs the environment of the servers, and finds that of the servers on this machine itself.`;
const SHOWN = 50;

type Verify = (bike: string | null) => ReturnType<typeof verifyRides>;

function rides(args: readonly string[]): Run<Verify> {
  const { bike = null } = readOptions(args, { schema: z.object({ bike: given.optional() }) });
  return async (verify) => {
    let [bikes, kept, differing] = [0, 0, 0];
    for await (const verified of verify(bike)) {
      bikes++;
      kept += verified.rides;
      for (const { bikeId, startMs, kind, fields } of verified.differing)
        if (differing++ < SHOWN)
          console.log(`${bikeId} ${formatUtc(startMs)} ${kind} ${fields.join(", ")}`.trimEnd());
    }
    console.log(`${kept} rides of ${bikes} bikes: ${differing} differ from what their readings tell.`);
    return differing === 0 ? 0 : 1;
  };
}

await runVerbs(USAGE, { rides }, () => {
  loadLocalEnvironment();
  const environment = readVerifyEnvironment();
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD,
  });
  const epochMs = Date.parse(environment.SLIPSTREAM_SERVICE_EPOCH);
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  return {
    tools: (bike) => verifyRides(es, names, bike, epochMs, Date.now()),
    close: () => es.close(),
  };
});
