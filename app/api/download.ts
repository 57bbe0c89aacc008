import type { TableFile } from "@/lib/registration/table-file";

/** A file to be saved under its name. */
export const download = ({ fileName, contentType, bytes }: TableFile): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
  });
