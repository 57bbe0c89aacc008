import type { ApiClient } from "@/lib/domain/actor";
import type { Source } from "@/lib/domain/packet";
import { isBound } from "@/lib/domain/whose-bikes";

/** Whether this client may send readings of this bike that this source recorded. */
export const mayClientSend = (client: ApiClient, bikeId: string, source: Source): boolean =>
  client.scopes.includes("write") && client.sources.includes(source) && isBound(client, bikeId);

/** Whether this client may read what this bike recorded. */
export const mayClientRead = (client: ApiClient, bikeId: string): boolean =>
  client.scopes.includes("read") && isBound(client, bikeId);
