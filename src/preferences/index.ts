export { fallbackStyles, presentPreferences, type StoredPreferences } from './presenter.ts';
export { createPreferencesRepository } from './repository.ts';
export { createPreferencesRoutes } from './routes.ts';
export { type PreferenceChanges, preferencesInput, preferencesOutput } from './schema.ts';
export { createPreferencesService, type PreferencesService } from './service.ts';
