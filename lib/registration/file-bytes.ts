import { z } from "zod";

/** The bytes of a file that somebody sends. */
export const FileBytes = z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array, "expected bytes");
