import { InputLine, SelectLine } from "@/components/dialog/dialog-field";
import { STAFF_CHANNELS } from "@/lib/domain/consent";
import { CHANNEL_WORDS } from "./words";

/** On which way a rider told staff something. @param label what is asked. */
export const ChannelLine = ({ label }: { label: string }) => (
  <SelectLine
    label={label}
    name="channel"
    choices={STAFF_CHANNELS.map((channel) => [channel, CHANNEL_WORDS[channel]])}
  />
);

/** What staff go by. */
export const EvidenceLine = () => (
  <InputLine
    label="Evidence"
    name="evidence"
    required
    minLength={5}
    maxLength={500}
    placeholder="Letter of 3 November, file 4711"
  />
);
