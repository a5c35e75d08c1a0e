/**
 * The shape a translation must have: every key of the English words and no other. Chinese has one plural form, so it
 * leaves out the keys that end in `_one`.
 */
export type Words<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Words<T[K]>;
};
