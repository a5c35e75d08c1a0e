/** Calls `act` at once, then at most every `intervalMs`, always with the newest value last. */
export function trailing<T>(intervalMs: number, act: (value: T) => void): (value: T) => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: { value: T } | null = null;
  const fire = () => {
    timer = null;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(fire, intervalMs);
    act(value);
  };
  return (value) => {
    waiting = { value };
    if (timer === null) fire();
  };
}
