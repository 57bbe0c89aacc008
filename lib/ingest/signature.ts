import type { ApiClient } from "@/lib/domain/actor";
import type { Stretch } from "./ridden";

/** A rider who signs an upload. */
export interface Signature {
  /**
   * Records that the rider rode, before anything of the upload is passed on; with no stretches, who the rider is.
   * @returns the id of the rider.
   */
  attribute(stretches: readonly Stretch[], batchId: string): Promise<string>;
}

/** Finds who signs an upload of this client; null where nobody does. @throws AppError where the signature is none. */
export type AskSignature = (client: ApiClient) => Promise<Signature | null>;

export const nobodySigns: AskSignature = async () => null;
