// Invented names that the apps draw their data from. None is a real customer, and no name contains another one of its
// pool, so that a name said in a goal is found once.

export const firstNames = ['Amara', 'Benedikt', 'Chiara', 'Dmitri', 'Elodie', 'Farid', 'Greta', 'Hiroshi', 'Ines', 'Jonas',
  'Katarina', 'Liam', 'Mireille', 'Nadia', 'Oskar', 'Priya', 'Quentin', 'Rosa', 'Stefan', 'Tamsin', 'Ulrike', 'Viktor',
  'Wanda', 'Yusuf'];

export const lastNames = ['Almeida', 'Bergstrom', 'Castellan', 'Dvorak', 'Eriksen', 'Fontaine', 'Grabowski', 'Hartmann',
  'Ishikawa', 'Jansen', 'Kowalski', 'Lindqvist', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Quinlan', 'Rossetti', 'Sandoval',
  'Tanaka', 'Ueda', 'Vasquez', 'Whitaker', 'Zielinski'];

export const companies = ['Alder & Finch', 'Brightwater Foods', 'Cobalt Studio', 'Dovetail Joinery', 'Eastgate Logistics',
  'Fernhill Dental', 'Granite Press', 'Harbour Lights', 'Ironbridge Tools', 'Juniper Optics', 'Kestrel Mapping',
  'Lantern Books', 'Meadow Dairy', 'Northwind Cycles', 'Oakline Furniture', 'Pebble Ceramics', 'Quarry Stone Works',
  'Riverside Printing', 'Saltmarsh Hotels', 'Thornbury Seeds', 'Umbra Lighting', 'Valley Orchard', 'Willow Textiles',
  'Yardarm Sailing'];

export const cities = ['Aarhus', 'Bologna', 'Coimbra', 'Dresden', 'Eindhoven', 'Fribourg', 'Ghent', 'Heidelberg', 'Innsbruck',
  'Jena', 'Kaunas', 'Leuven', 'Maribor', 'Nantes', 'Olomouc', 'Porto', 'Rostock', 'Salzburg', 'Tampere', 'Utrecht'];

export const streets = ['Acacia Avenue', 'Bridge Street', 'Castle Road', 'Dock Lane', 'Elm Grove', 'Foundry Square',
  'Garden Terrace', 'Harbour Way', 'Ivy Close', 'Kings Parade', 'Linden Row', 'Mill Lane', 'North Quay', 'Orchard Road',
  'Park Crescent', 'Station Road'];
