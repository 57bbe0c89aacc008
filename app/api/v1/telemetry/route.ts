import { answering } from "@/app/api/problem";
import { ingestEdge } from "@/app/ingest-edge";
import { apiActor } from "@/lib/auth/api-actor";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { receiveUpload } from "@/lib/ingest/receive-upload";

/** An upload's faults are in the log already, with its ids. */
const TOLD = (): void => undefined;

export async function POST(request: Request): Promise<Response> {
  const { edge, limits } = ingestEdge();
  const askWho = async (): Promise<ApiClient> => {
    const actor = await apiActor(request, "POST /api/v1/telemetry");
    if (actor.kind === "api-client") return actor.client;
    throw new AppError("forbidden", "Telemetry is sent with a client's key.");
  };
  const receive = async () =>
    Response.json(await receiveUpload(edge, limits, askWho, request), { status: 202 });
  return answering("POST /api/v1/telemetry", receive, TOLD);
}
