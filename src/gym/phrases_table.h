/*
 * phrases_table.h - the phrases of phrases.h, as data: name, ways to say it, words of its icon.
 */
#ifndef GYM_PHRASES_TABLE_H
#define GYM_PHRASES_TABLE_H

/* clang-format off */
#define GYM_PHRASES(X) \
	/* what buttons do */ \
	X(SAVE, "Save|Apply|Save changes|Store|Update", "save|disk|floppy|check") \
	X(SUBMIT, "Submit|Send|Hand in|Submit form|Post", "submit|paper-plane|arrow-right") \
	X(SEND, "Send|Submit|Send message|Deliver|Transmit", "send|paper-plane|mail-out") \
	X(OK, "OK|Okay|Yes|Confirm|Got it", "ok|check|tick") \
	X(CANCEL, "Cancel|Abort|Discard|Never mind|Go back", "cancel|ban|undo") \
	X(CLOSE, "Close|Dismiss|Hide|Close window|Exit", "close|times|x-mark") \
	X(CONFIRM, "Confirm|Approve|Yes, continue|Proceed|Go ahead", "confirm|check-circle") \
	X(NEXT, "Next|Continue|Next step|Proceed|Forward", "next|chevron-right|arrow-right") \
	X(PREVIOUS, "Back|Previous|Prev|Go back|Previous step", "prev|chevron-left|arrow-left") \
	X(SEARCH, "Search|Find|Look up|Go|Show results", "search|magnifier|loupe") \
	X(FILTER, "Filter|Apply filter|Refine|Narrow down|Show matching", "filter|funnel") \
	X(SORT, "Sort|Order|Sort by|Arrange|Reorder", "sort|arrows") \
	X(ADD, "Add|New|Create|Insert|Add new", "add|plus|new") \
	X(DELETE, "Delete|Remove|Erase|Trash|Delete permanently", "trash|bin|delete|garbage") \
	X(EDIT, "Edit|Modify|Change|Revise|Amend", "edit|pencil|pen") \
	X(OPEN, "Open|View|Show|Details|View details", "open|eye|external") \
	X(STAR, "Star|Favorite|Mark as important|Bookmark|Pin", "star|favorite|bookmark|important") \
	X(ARCHIVE, "Archive|Move to archive|Put away|File away|Store away", "archive|box") \
	X(DOWNLOAD, "Download|Save file|Get file|Fetch|Export", "download|arrow-down|save") \
	X(UPLOAD, "Upload|Attach|Attach file|Add file|Choose file", "upload|paperclip|attach") \
	X(PRINT, "Print|Print out|Make a printout|Hard copy|Print page", "print|printer") \
	X(SHARE, "Share|Pass on|Share with others|Recommend|Spread", "share|nodes") \
	X(LIKE, "Like|Thumbs up|I like this|Love|Upvote", "like|heart|thumb") \
	X(REPLY, "Reply|Respond|Answer|Write back|Reply to sender", "reply|arrow-back|respond") \
	X(FORWARD, "Forward|Pass on|Send on|Redirect|Forward mail", "forward|arrow-forward|fwd") \
	X(RETWEET, "Repost|Share again|Boost|Echo|Reshare", "repost|retweet|recycle") \
	X(BLOCK, "Block|Ban|Lock out|Refuse|Bar", "block|ban|stop") \
	X(MUTE, "Mute|Silence|Turn off sound|Quiet|Mute sound", "mute|volume-off") \
	X(FOLLOW, "Follow|Subscribe|Keep up with|Track|Watch", "follow|bell|rss") \
	X(REPORT, "Report|Flag|Report abuse|Complain|Notify us", "flag|report") \
	X(COPY, "Copy|Duplicate|Clone|Make a copy|Replicate", "copy|clone|duplicate") \
	X(RENAME, "Rename|Change name|Edit name|Give another name|Relabel", "rename|tag|cursor") \
	X(MOVE, "Move|Relocate|Move to|Transfer|Shift", "move|arrows-move") \
	X(ASSIGN, "Assign|Hand over|Allocate|Delegate|Assign to", "assign|user-plus") \
	X(APPROVE, "Approve|Accept|Authorize|Sign off|Grant", "approve|check|thumbs-up") \
	X(REJECT, "Reject|Decline|Refuse|Turn down|Deny", "reject|cross|thumbs-down") \
	X(PAY, "Pay|Pay now|Settle|Make payment|Pay bill", "pay|credit-card|coins") \
	X(SHIP, "Ship|Dispatch|Mark as shipped|Send out|Deliver", "ship|truck") \
	X(BOOK, "Book|Reserve|Book now|Make a reservation|Reserve now", "book|calendar-plus") \
	X(BUY, "Buy|Purchase|Order|Buy now|Order now", "buy|bag|basket") \
	X(ADD_TO_CART, "Add to cart|Add to basket|Put in cart|Add to bag|To the cart", "cart|basket") \
	X(CART, "Cart|Basket|Shopping cart|Bag|Your cart", "cart|basket|bag") \
	X(CHECKOUT, "Checkout|Check out|Proceed to checkout|Order now|Pay", "checkout|credit-card") \
	X(LOG_IN, "Log in|Login|Sign in|Log on|Enter", "login|key|sign-in") \
	X(LOG_OUT, "Log out|Logout|Sign out|Log off|End session", "logout|door|sign-out") \
	X(REGISTER, "Register|Sign up|Create account|Join|Enroll", "register|user-plus") \
	X(MORE, "More|More actions|Actions|Options|More options", "more|dots|ellipsis|kebab") \
	X(MENU, "Menu|Main menu|Navigation|Browse|All pages", "menu|bars|hamburger") \
	X(LOAD_MORE, "Load more|Show more|More results|View more|See more", "more|chevron-down") \
	X(RESET, "Reset|Clear|Start over|Clear all|Restore defaults", "reset|undo|eraser") \
	X(REFRESH, "Refresh|Reload|Update list|Reload list|Renew", "refresh|sync") \
	X(SETTINGS, "Settings|Preferences|Options|Configuration|Setup", "settings|cog|gear") \
	X(HELP, "Help|Support|FAQ|Need help?|Assistance", "help|question") \
	X(HOME, "Home|Start|Overview|Dashboard|Main page", "home|house") \
	X(PROFILE, "Profile|My account|Account|My profile|Personal data", "user|person|profile") \
	X(CONTACT, "Contact|Contact us|Get in touch|Reach us|Write to us", "contact|envelope") \
	X(ABOUT, "About|About us|Who we are|Our story|Imprint", "info|about") \
	X(NEWS, "News|Latest news|Announcements|What's new|Press", "news|megaphone") \
	X(PRIVACY, "Privacy|Privacy policy|Data protection|Privacy notice|Your data", "shield|lock") \
	X(TERMS, "Terms|Terms of use|Terms and conditions|Legal|Conditions", "legal|scale") \
	X(ACCEPT_COOKIES, "Accept all|Accept|Allow all|Agree|I agree", "check") \
	X(REJECT_COOKIES, "Reject all|Decline|Only necessary|Refuse|Necessary only", "cross") \
	X(NO_THANKS, "No thanks|Not now|Maybe later|Skip|No, thank you", "close") \
	X(SUBSCRIBE, "Subscribe|Sign up now|Join the list|Keep me posted|Yes, subscribe", "bell") \
	X(UP, "+|Increase|More|Add one|Up", "plus|up|increase") \
	X(DOWN, "-|Decrease|Less|Take one away|Down", "minus|down|decrease") \
	X(APPLY, "Apply|Use|Set|Activate|Take over", "check") \
	X(START, "Start|Begin|Get started|Launch|Go", "play|start") \
	X(STOP, "Stop|End|Halt|Finish|Quit", "stop|square") \
	X(PREVIEW, "Preview|Show preview|Take a look|Draft view|See it first", "preview|eye") \
	X(UNDO, "Undo|Revert|Take back|Restore|Roll back", "undo|rotate-left") \
	X(SELECT_ALL, "Select all|All|Check all|Mark all|Everything", "check-double") \
	X(CREATE, "Create|Make|Set up|Add|Generate", "plus|create") \
	X(WRITE, "Compose|Write|New message|Write mail|New mail", "compose|pencil|feather") \
	X(PAUSE, "Pause|Hold|Suspend|Interrupt|Put on hold", "pause") \
	X(LINK, "Link|Connect|Hook up|Attach to|Pair", "link|chain") \
	X(HIDE, "Hide|Conceal|Make invisible|Hide this|Collapse", "hide|eye-off") \
	/* what fields are called */ \
	X(FIRST_NAME, "First name|Given name|Forename|Your first name|Christian name", "") \
	X(LAST_NAME, "Last name|Surname|Family name|Your last name|Second name", "") \
	X(NAME, "Name|Full name|Your name|Contact name|Complete name", "") \
	X(GUEST, "Guest|Guest name|Visitor|Name of guest|Booked for", "") \
	X(COMPANY, "Company|Organization|Business|Firm|Employer", "") \
	X(EMAIL, "Email|E-mail|Email address|E-mail address|Mail", "") \
	X(PHONE, "Phone|Telephone|Phone number|Mobile|Contact number", "") \
	X(USERNAME, "Username|User name|User ID|Login name|User", "") \
	X(PASSWORD, "Password|Passcode|Passphrase|Your password|Secret word", "") \
	X(PASSWORD_AGAIN, "Verify password|Password again|Repeat password|Confirm password|Retype password", "") \
	X(STREET, "Street|Address|Street address|Address line 1|Street and number", "") \
	X(CITY, "City|Town|Municipality|Place|Locality", "") \
	X(ZIP, "ZIP code|Postal code|Postcode|Zip|ZIP", "") \
	X(COUNTRY, "Country|Nation|Country of residence|Land|Country or region", "") \
	X(STATE, "State|Province|Region|County|District", "") \
	X(DATE, "Date|Day|On which day|Pick a date|Date of visit", "") \
	X(START_DATE, "Start date|From|Begin|Starting on|First day", "") \
	X(END_DATE, "End date|Until|To|Ending on|Last day", "") \
	X(ARRIVAL, "Arrival|Check-in|Check-in date|Arrival date|Arriving on", "") \
	X(DEPARTURE, "Departure|Check-out|Check-out date|Departure date|Leaving on", "") \
	X(BIRTHDAY, "Birthday|Date of birth|Birth date|Born on|DOB", "") \
	X(TIME, "Time|At|Start time|Time of day|Hour", "") \
	X(PEOPLE, "People|Guests|Number of guests|Party size|Persons", "") \
	X(ADULTS, "Adults|Grown-ups|Number of adults|Adult guests|How many adults", "") \
	X(CHILDREN, "Children|Kids|Number of children|Child guests|How many children", "") \
	X(QUANTITY, "Quantity|Amount|Number|Qty|How many", "") \
	X(PRICE, "Price|Cost|Unit price|Rate|Charge", "") \
	X(AMOUNT, "Amount|Sum|Total|Value|Amount due", "") \
	X(NOTE, "Note|Comment|Remarks|Notes|Annotation", "") \
	X(MESSAGE, "Message|Your message|Text|Body|Message text", "") \
	X(SUBJECT, "Subject|Topic|Title|Regarding|Subject line", "") \
	X(TITLE, "Title|Heading|Name|Headline|Caption", "") \
	X(DESCRIPTION, "Description|Details|Summary|Explanation|About", "") \
	X(CATEGORY, "Category|Type|Kind|Class|Section", "") \
	X(COLOUR, "Color|Colour|Shade|Colour choice|Tint", "") \
	X(SIZE, "Size|Dimension|Format|Fit|Size choice", "") \
	X(ROOM, "Room|Space|Location|Meeting room|Room name", "") \
	X(PRIORITY, "Priority|Urgency|Importance|Severity|Level", "") \
	X(STATUS, "Status|State|Condition|Stage|Progress", "") \
	X(DEPARTMENT, "Department|Division|Team|Unit|Group", "") \
	X(ASSIGNEE, "Assignee|Assigned to|Responsible|Owner|Agent", "") \
	X(LANGUAGE, "Language|Preferred language|Site language|Tongue|Locale", "") \
	X(CURRENCY, "Currency|Money|Pay in|Currency unit|Tender", "") \
	X(PAYMENT, "Payment method|Pay with|Method of payment|Payment|How to pay", "") \
	X(DELIVERY, "Delivery|Shipping|Shipping method|Delivery method|Dispatch by", "") \
	X(VOUCHER, "Voucher|Coupon|Promo code|Discount code|Gift code", "") \
	X(CODE, "Code|Reference|Reference number|Number|ID", "") \
	X(PRODUCT, "Product|Item|Article|Goods|Ware", "") \
	X(ORDER, "Order|Order number|Purchase|Order no.|Order ID", "") \
	X(INVOICE, "Invoice|Bill|Invoice number|Statement|Invoice no.", "") \
	X(CUSTOMER, "Customer|Client|Account holder|Buyer|Patron", "") \
	X(RECIPIENT, "To|Recipient|Send to|Addressee|Receiver", "") \
	X(SENDER, "From|Sender|Sent by|Originator|Author", "") \
	X(PROJECT, "Project|Undertaking|Program|Project name|Job", "") \
	X(TASK, "Task|To-do|Assignment|Action item|Chore", "") \
	X(EVENT, "Event|Occasion|Happening|Appointment|Event name", "") \
	X(DESTINATION, "Destination|Going to|Arrive at|Where to|To", "") \
	X(ORIGIN, "Origin|Leaving from|Depart from|Starting point|From", "") \
	X(AIRPORT, "Airport|Airfield|Departure airport|Terminal|Fly from", "") \
	X(FILE, "File|Document|Attachment|Your file|Upload a file", "") \
	X(ANSWER, "Answer|Your answer|Response|Solution|Result", "") \
	X(KEYWORD, "Keyword|Search term|Query|Search for|Search", "") \
	X(NICKNAME, "Nickname|Display name|Alias|Screen name|Handle", "") \
	X(WEBSITE, "Website|Homepage|URL|Web address|Site", "") \
	X(JOB, "Job|Occupation|Profession|Position|Job title", "") \
	X(AGE, "Age|Years|How old|Your age|Age in years", "") \
	X(GENDER, "Gender|Sex|Salutation|Form of address|Prefix", "") \
	X(RATING, "Rating|Stars|Score|Your rating|Grade", "") \
	X(REASON, "Reason|Why|Cause|Purpose|Grounds", "") \
	X(SEAT, "Seat|Class|Cabin|Seat class|Travel class", "") \
	X(MEAL, "Meal|Food|Dish|Menu choice|Catering", "") \
	X(BRAND, "Brand|Make|Manufacturer|Label|Maker", "") \
	X(WEIGHT, "Weight|Mass|Weight in kg|How heavy|Kilograms", "") \
	X(LENGTH, "Length|Duration|Nights|How long|Number of nights", "") \
	/* what can be ticked */ \
	X(NEWSLETTER, "Newsletter|Send me news|Subscribe to newsletter|Email updates|Keep me informed", "") \
	X(AGREE, "I agree to the terms|I accept the conditions|Terms accepted|Agree|I have read the terms", "") \
	X(REMEMBER, "Remember me|Keep me signed in|Stay logged in|Remember this device|Keep me logged in", "") \
	X(GIFT_WRAP, "Gift wrap|Wrap as a gift|It is a gift|Gift wrapping|Wrap it up", "") \
	X(EXPRESS, "Express delivery|Fast shipping|Rush order|Urgent delivery|Priority shipping", "") \
	X(BREAKFAST, "Breakfast|With breakfast|Include breakfast|Breakfast included|Morning meal", "") \
	X(INSURANCE, "Insurance|Travel insurance|Add insurance|Insured|Cover", "") \
	X(NOTIFY, "Notify me|Send notifications|Alerts|Notifications|Keep me posted", "") \
	X(PUBLIC, "Public|Visible to everyone|Make public|Publish|Shared", "") \
	X(DARK_MODE, "Dark mode|Dark theme|Night mode|Dark design|Night theme", "") \
	X(PARKING, "Parking|Parking space|Need parking|Car park|With parking", "") \
	X(RETURN_TRIP, "Return trip|Round trip|And back|With return|There and back", "") \
	/* places of a site */ \
	X(ORDERS, "Orders|Purchases|My orders|Order list|Order history", "list|box") \
	X(INVOICES, "Invoices|Bills|Billing|Statements|My invoices", "receipt") \
	X(CUSTOMERS, "Customers|Clients|Contacts|People|Address book", "users") \
	X(PRODUCTS, "Products|Items|Catalogue|Shop|Articles", "shop|tag") \
	X(MESSAGES, "Messages|Inbox|Mail|Mailbox|Post", "mail|envelope") \
	X(CALENDAR, "Calendar|Schedule|Appointments|Planner|Agenda", "calendar") \
	X(REPORTS, "Reports|Statistics|Analytics|Figures|Evaluations", "chart") \
	X(TASKS, "Tasks|To-dos|To do|Assignments|Work items", "list-check") \
	X(PROJECTS, "Projects|Programs|All projects|Undertakings|Jobs", "folder") \
	X(TICKETS, "Tickets|Requests|Support cases|Issues|Cases", "ticket") \
	X(BOOKINGS, "Bookings|Reservations|My bookings|Stays|Appointments", "bed") \
	X(DOCUMENTS, "Documents|Files|Papers|My files|Folder", "file") \
	X(USERS, "Users|Members|Accounts|Team members|Staff", "users") \
	X(TRIPS, "Trips|Journeys|Travel|My trips|Flights", "plane") \
	X(GENERAL, "General|Basics|Common|Overview|Main", "") \
	X(SECURITY, "Security|Safety|Protection|Access|Login security", "lock") \
	X(APPEARANCE, "Appearance|Look|Display|Design|Theme", "palette") \
	X(NOTIFICATIONS, "Notifications|Alerts|Messages to me|Reminders|Notices", "bell") \
	X(BILLING, "Billing|Payment|Invoicing|Payments|Charges", "card") \
	X(ACTIONS, "Actions|Commands|Operations|Tools|Do", "") \
	X(DETAILS, "Details|Information|More information|Facts|Particulars", "") \
	X(REVIEWS, "Reviews|Opinions|Ratings|Testimonials|Feedback", "") \
	X(SHIPPING_TAB, "Shipping|Delivery|Dispatch|Transport|Freight", "") \
	X(HISTORY, "History|Activity|Log|Past|Timeline", "clock")
/* clang-format on */

#endif
