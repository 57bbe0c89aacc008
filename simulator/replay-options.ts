import { z } from "zod";
import { address, given, whole } from "@/cli/command/option-types";
import { readOptions } from "@/cli/command/read-options";

export const REPLAY_USAGE = `npm run replay -- FOLDER [--files=N] [--url=ADDRESS] [--key=KEY]

Sends recorded rides through the edge with their original times, and waits until each can be read.
  FOLDER   files like ebike_trip_07.csv, such as data/dublin-rides; its ride is one of bike DCU-000007
  --files  only the first N of them
  --url    address of the service, default SLIPSTREAM_URL or http://127.0.0.1:3000
  --key    key of an API client that may write and read these bikes, default SLIPSTREAM_DEMO_KEY_DCU
`;

const ReplayOptions = z.object({
  FOLDER: given,
  files: whole(1, 1_000_000).optional(),
  url: address.optional(),
  key: given.optional(),
});
export type ReplayOptions = z.infer<typeof ReplayOptions>;

/** @throws WrongOptions. */
export const parseReplayOptions = (args: readonly string[]): ReplayOptions =>
  readOptions(args, { schema: ReplayOptions, operand: "FOLDER" });
