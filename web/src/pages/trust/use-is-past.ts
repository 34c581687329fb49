// Whether a time is over, and a new look when it is.
import { useEffect, useState } from 'react';

const marginMs = 250;

/** True once `time` is over, and where there is none. */
export function useIsPast(time: string | null): boolean {
  const [, setSeen] = useState(0);
  useEffect(() => {
    const waitMs = time === null ? 0 : Date.parse(time) - Date.now();
    if (waitMs <= 0) return;
    const timer = setTimeout(() => setSeen((count) => count + 1), waitMs + marginMs);
    return () => clearTimeout(timer);
  }, [time]);
  return time === null || Date.parse(time) <= Date.now();
}
