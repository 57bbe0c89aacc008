import { z } from "zod";
import { download } from "@/app/api/download";
import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/ingest/read-body";
import { isColumnKey } from "@/lib/registration/columns/columns";
import { getFailedRowsFile } from "@/lib/registration/get-failed-rows-file";
import { getTemplate } from "@/lib/registration/get-template";
import { matchFileColumns } from "@/lib/registration/match-file-columns";
import { uploadFile } from "@/lib/registration/upload-file";

/** As much as a file may have packed. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

const FilesQuery = z.strictObject({
  plant: z.uuid("expected the plant's id"),
  name: z.string().min(1).max(200),
  step: z.enum(["match", "check"]),
  /** Keys by position, empty for columns that are left out. */
  columns: z
    .string()
    .max(2_000)
    .transform((text) => text.split(","))
    .pipe(z.array(z.literal("").or(z.string().refine(isColumnKey, "expected a column's key"))))
    .optional(),
});

/** Reads the columns of a plant's file, or takes it to be checked. */
export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/registration/files", async () => {
    const actor = await apiActor(request, "POST /api/registration/files");
    const { plant: plantId, name: fileName, step, columns } = parseQuery(FilesQuery, request);
    return inTurn(actor, async () => {
      const encoding = request.headers.get("content-encoding");
      const bytes = new Uint8Array(await readBody(request.body, encoding, { maxBytes: MAX_FILE_BYTES }));
      if (step === "match") return Response.json(await matchFileColumns(actor, { plantId, fileName, bytes }));
      const keys = columns?.map((key) => (isColumnKey(key) ? key : null));
      const file = { plantId, fileName, bytes, kind: "dry-run", ...(keys && { columns: keys }) } as const;
      return Response.json({ batch: await uploadFile(actor, file) }, { status: 202 });
    });
  });

const DownloadQuery = z.strictObject({
  /** Its failed rows. */
  batch: z.uuid("expected the file's id").optional(),
  /** Its empty table. */
  plant: z.uuid("expected the plant's id").optional(),
  format: z.enum(["csv", "xlsx"]),
});

/** A file to be filled in, or the failed rows of one to be mended. */
export const GET = (request: Request): Promise<Response> =>
  answering("GET /api/registration/files", async () => {
    const actor = await apiActor(request, "GET /api/registration/files");
    const { batch: batchId, plant: plantId, format } = parseQuery(DownloadQuery, request);
    return inTurn(actor, async () => {
      if (batchId !== undefined) return download(await getFailedRowsFile(actor, { batchId, format }));
      if (plantId !== undefined) return download(await getTemplate(actor, { plantId, format }));
      throw new AppError("invalid", "parameters: expected batch or plant, got neither");
    });
  });
