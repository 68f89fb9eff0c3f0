/*
 * words_places.h - towns and countries; data, included by vocabulary.c alone.
 */
#ifndef GYM_WORDS_PLACES_H
#define GYM_WORDS_PLACES_H

/* clang-format off */
static const char *const words_cities[] = {
	"Aachen", "Aberdeen", "Adelaide", "Albany", "Algiers", "Amsterdam", "Ankara", "Antwerp",
	"Athens", "Atlanta", "Auckland", "Austin", "Baltimore", "Bangkok", "Barcelona", "Basel",
	"Bath", "Beijing", "Belfast", "Belgrade", "Bergen", "Berlin", "Bern", "Bilbao",
	"Birmingham", "Bogota", "Bologna", "Bombay", "Bordeaux", "Boston", "Bratislava", "Bremen",
	"Brighton", "Brisbane", "Bristol", "Brussels", "Bucharest", "Budapest", "Cairo", "Calgary",
	"Cambridge", "Canberra", "Cardiff", "Casablanca", "Charlotte", "Chicago", "Cologne",
	"Columbus", "Copenhagen", "Cork", "Dakar", "Dallas", "Darwin", "Delhi", "Denver",
	"Detroit", "Doha", "Dortmund", "Dresden", "Dubai", "Dublin", "Durban", "Dusseldorf",
	"Edinburgh", "Essen", "Exeter", "Florence", "Frankfurt", "Fresno", "Galway", "Geneva",
	"Genoa", "Ghent", "Glasgow", "Gothenburg", "Granada", "Graz", "Hague", "Halifax",
	"Hamburg", "Hanoi", "Hanover", "Havana", "Helsinki", "Houston", "Innsbruck", "Istanbul",
	"Jakarta", "Johannesburg", "Karachi", "Kiel", "Kingston", "Kobe", "Krakow", "Kyoto",
	"Lagos", "Lausanne", "Leeds", "Leicester", "Leipzig", "Lima", "Limerick", "Lisbon",
	"Liverpool", "London", "Lucerne", "Lusaka", "Luxembourg", "Lyon", "Madrid", "Malaga",
	"Malmo", "Manchester", "Manila", "Marseille", "Melbourne", "Memphis", "Miami", "Milan",
	"Monaco", "Montreal", "Moscow", "Munich", "Nagoya", "Nairobi", "Nantes", "Naples",
	"Newcastle", "Nice", "Norwich", "Nottingham", "Nuremberg", "Oakland", "Odense", "Omaha",
	"Oporto", "Orlando", "Osaka", "Oslo", "Ottawa", "Oxford", "Palermo", "Paris", "Perth",
	"Phoenix", "Pisa", "Plymouth", "Portland", "Porto", "Potsdam", "Prague", "Quebec", "Quito",
	"Reading", "Reykjavik", "Riga", "Rome", "Rotterdam", "Sacramento", "Salzburg", "Santiago",
	"Sarajevo", "Seattle", "Seoul", "Seville", "Sheffield", "Singapore", "Sofia",
	"Southampton", "Split", "Stavanger", "Stockholm", "Strasbourg", "Stuttgart", "Sydney",
	"Tallinn", "Tampa", "Tbilisi", "Tokyo", "Toledo", "Toronto", "Toulouse", "Trieste",
	"Tucson", "Tunis", "Turin", "Utrecht", "Valencia", "Vancouver", "Venice", "Verona",
	"Vienna", "Vilnius", "Warsaw", "Washington", "Wellington", "Winnipeg", "Zagreb", "Zurich",
};

static const char *const words_countries[] = {
	"Albania", "Algeria", "Argentina", "Armenia", "Australia", "Austria", "Bangladesh",
	"Belgium", "Bolivia", "Brazil", "Bulgaria", "Cambodia", "Canada", "Chile", "China",
	"Colombia", "Croatia", "Cuba", "Cyprus", "Denmark", "Ecuador", "Egypt", "Estonia",
	"Ethiopia", "Finland", "France", "Georgia", "Germany", "Ghana", "Greece", "Guatemala",
	"Hungary", "Iceland", "India", "Indonesia", "Ireland", "Israel", "Italy", "Jamaica",
	"Japan", "Jordan", "Kenya", "Kuwait", "Latvia", "Lebanon", "Lithuania", "Madagascar",
	"Malaysia", "Malta", "Mexico", "Moldova", "Mongolia", "Morocco", "Namibia", "Nepal",
	"Netherlands", "Nigeria", "Norway", "Pakistan", "Panama", "Paraguay", "Peru",
	"Philippines", "Poland", "Portugal", "Qatar", "Romania", "Rwanda", "Senegal", "Serbia",
	"Slovakia", "Slovenia", "Spain", "Sweden", "Switzerland", "Tanzania", "Thailand",
	"Tunisia", "Turkey", "Uganda", "Ukraine", "Uruguay", "Venezuela", "Vietnam", "Zambia",
};

/* clang-format on */

#endif
