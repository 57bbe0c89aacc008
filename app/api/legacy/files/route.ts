import { z } from "zod";
import { download } from "@/app/api/download";
import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { TRUSTS } from "@/lib/domain/master-data";
import { readBody } from "@/lib/ingest/read-body";
import { getLegacyTemplate } from "@/lib/legacy/get-legacy-template";
import { importFile } from "@/lib/legacy/import-file";
import { TABLE_FORMATS } from "@/lib/registration/table-file";

/** As much as a file may have packed. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

const FileQuery = z.strictObject({
  oem: z.uuid("expected the OEM's id"),
  name: z.string().min(1).max(200),
  source: z.string().min(1).max(120),
  trust: z.enum(TRUSTS),
  dryRun: z.enum(["true", "false"], "expected true or false").default("false"),
});

/** Takes in a file of old data, or only checks it, and answers what becomes of its rows and of bikes. */
export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/legacy/files", async () => {
    const actor = await apiActor(request, "POST /api/legacy/files");
    const { oem: oemId, name: fileName, source, trust, ...query } = parseQuery(FileQuery, request);
    const dryRun = query.dryRun === "true";
    return inTurn(actor, async () => {
      const encoding = request.headers.get("content-encoding");
      const bytes = new Uint8Array(await readBody(request.body, encoding, { maxBytes: MAX_FILE_BYTES }));
      return Response.json(await importFile(actor, { oemId, fileName, source, trust, dryRun, bytes }));
    });
  });

const TemplateQuery = z.strictObject({ format: z.enum(TABLE_FORMATS) });

/** An empty table for old data. */
export const GET = (request: Request): Promise<Response> =>
  answering("GET /api/legacy/files", async () => {
    const actor = await apiActor(request, "GET /api/legacy/files");
    const { format } = parseQuery(TemplateQuery, request);
    return inTurn(actor, async () => download(getLegacyTemplate(actor, format)));
  });
