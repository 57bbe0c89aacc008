import { answering } from "@/app/api/problem";
import { ingestEdge } from "@/app/ingest-edge";
import { apiActor } from "@/lib/auth/api-actor";
import { webSettings } from "@/lib/auth/settings";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { receiveUpload } from "@/lib/ingest/receive-upload";
import type { AskSignature } from "@/lib/ingest/signature";
import { attributeRides } from "@/lib/riders/attribute-rides";
import { riderOfRequest } from "@/lib/riders/rider-of-request";

/** An upload's faults are in the log already, with its ids. */
const TOLD = (): void => undefined;

export async function POST(request: Request): Promise<Response> {
  const { edge, limits } = ingestEdge();
  const askWho = async (): Promise<ApiClient> => {
    const actor = await apiActor(request, "POST /api/v1/telemetry");
    if (actor.kind === "api-client") return actor.client;
    throw new AppError("forbidden", "Telemetry is sent with a client's key.");
  };
  const askSignature: AskSignature = async (client) => {
    const isLocal = webSettings().SLIPSTREAM_LOCAL_STACK;
    const rider = await riderOfRequest(request.headers, client, { isLocal });
    if (rider === null) return null;
    return {
      attribute: async (stretches, batchId) =>
        (await attributeRides(rider, client, stretches, batchId)).riderId,
    };
  };
  const receive = async () => {
    const report = await receiveUpload(edge, limits, askWho, request, Date.now, askSignature);
    return Response.json(report, { status: 202 });
  };
  return answering("POST /api/v1/telemetry", receive, TOLD);
}
