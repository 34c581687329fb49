// How answers are kept: for half a minute, asked for again when the window comes back, and tried again when it may help.
import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './errors.ts';

const keptMs = 30_000;
const mostTries = 3;

export const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: keptMs, retry: (failures, error) => failures < mostTries && isPassing(error) },
      // Without a connection they fail at once, and whoever asked decides what becomes of it.
      mutations: { networkMode: 'always', retry: (failures, error) => failures < mostTries && isPassing(error) },
    },
  });
