import { answering } from "@/app/api/problem";
import { exportStores } from "@/app/export-stores";
import { parseInput } from "@/lib/audit/parse-input";
import { apiActor } from "@/lib/auth/api-actor";
import { ExportRiderInput, exportRider } from "@/lib/rider-export/export-rider";

/** Everything that is held of a rider, as NDJSON: a form asks for it, so that the reason is in no address. */
export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/privacy/export", async () => {
    const actor = await apiActor(request, "POST /api/privacy/export");
    const input = parseInput(ExportRiderInput, Object.fromEntries(await request.formData()));
    const lines = await exportRider(actor, input, exportStores());
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else if (value !== "") controller.enqueue(encoder.encode(value));
      },
      cancel: async () => void (await lines.return(undefined)),
    });
    return new Response(body, {
      headers: {
        "content-type": "application/x-ndjson",
        "content-disposition": `attachment; filename="rider-${input.riderId}.ndjson"`,
      },
    });
  });
