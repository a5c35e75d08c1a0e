import type { Question } from "../../reader.ts";
import type { Answer, Attributes } from "../message.ts";

type Settings = Readonly<Record<string, unknown>>;

/** How one kind of interface is read. */
export interface KindReader {
  /** What IFLA_INFO_DATA says of it; null when a record cannot say it. */
  readonly decode: (data: Attributes) => {
    readonly settings: Settings;
    /** The interface it is on, where the link itself does not say that. */
    readonly lowerIndex?: number | null;
    /** Settings that are interfaces of its namespace, by number: they are told by name. */
    readonly named?: Readonly<Record<string, number | null>>;
  } | null;
  /** What else has to be asked for the rest of its settings. */
  readonly more?: {
    readonly request: (ifindex: number) => Buffer;
    readonly asks?: Question["asks"];
    readonly add: (settings: Settings, answer: Answer) => Settings;
  };
  /** Does nothing ring when its settings change? Then they are read again and again. */
  readonly isSilent?: boolean;
}
