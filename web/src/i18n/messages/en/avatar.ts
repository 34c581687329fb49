// The page of one's picture.
export const avatar = {
  title: 'Your picture',
  lead: 'Any photo from any phone. Where it was taken and with what is removed before anybody sees it.',
  drop: 'Drop a picture here, paste it, or',
  choose: 'Choose a file',
  camera: 'Take a photo',
  kinds: 'JPEG, PNG, WebP, AVIF or GIF',
  cannotOpen:
    'This browser cannot open that picture. Save it as JPEG and try again; iPhones do so with “Most Compatible” in the camera settings.',
  alt: 'Description',
  altHint: 'What the picture shows, for those who cannot see it.',
  crop: { title: 'What should be seen?', zoom: 'Zoom', rotate: 'Turn', use: 'Use this picture' },
  sending: 'On its way…',
  processing: 'Making all sizes…',
  done: 'This is you now.',
  refused: 'This picture could not be used',
  history: 'Your last pictures',
  restore: 'Use again',
};
