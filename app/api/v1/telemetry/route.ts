import { answering } from "@/app/api/problem";
import { ingestEdge } from "@/app/ingest-edge";
import { apiActor } from "@/lib/auth/api-actor";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { receiveUpload } from "@/lib/ingest/receive-upload";

export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/v1/telemetry", async () => {
    const askWho = async (): Promise<ApiClient> => {
      const actor = await apiActor(request, "POST /api/v1/telemetry");
      if (actor.kind === "api-client") return actor.client;
      throw new AppError("forbidden", "Telemetry is sent with a client's key.");
    };
    const { edge, limits } = ingestEdge();
    return Response.json(await receiveUpload(edge, limits, askWho, request), { status: 202 });
  });
